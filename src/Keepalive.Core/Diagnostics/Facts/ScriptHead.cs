using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Diagnostics.Facts;

/// <summary>The first line of a script, by which the kernel finds its interpreter.</summary>
internal static class ScriptHead
{
    /// <summary>The kernel itself reads no more.</summary>
    private const int MaximumLength = 256;

    /// <summary>The reason why the interpreter can't be started; null if it can, or if the file is not a script.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The folders, as PATH has them.</param>
    /// <param name="context">The machine.</param>
    public static string? WhyNot(string file, string path, DiagnosticContext context)
    {
        if (Read(file) is not ['#', '!', .. var line])
        {
            return null;
        }

        string[] words = line.Split(' ', '\t').Where(word => word.Length > 0).ToArray();
        if (words.Length == 0)
        {
            return null;
        }

        if (words[^1].EndsWith('\r'))
        {
            return "whose first line ends with a carriage return, so the system does not find the interpreter";
        }

        bool isEnv = Path.GetFileName(words[0]) == "env";
        string? interpreter = isEnv ? words.Skip(1).FirstOrDefault(word => word[0] != '-' && !word.Contains('=')) : words[0];
        return interpreter is not null && ProgramSearch.WhyNot(interpreter, path, context.Environment, context.WorkingDirectory) is { } reason
            ? $"a script that needs '{interpreter}', {reason}"
            : null;
    }

    private static string? Read(string file)
    {
        try
        {
            using SafeFileHandle? handle = ReadableFile.TryOpen(file, out _);
            byte[] head = new byte[MaximumLength];
            string text = handle is null ? string.Empty : Encoding.UTF8.GetString(head, 0, RandomAccess.Read(handle, head, fileOffset: 0));
            return text.StartsWith("#!", StringComparison.Ordinal) ? text.Split('\n')[0] : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
