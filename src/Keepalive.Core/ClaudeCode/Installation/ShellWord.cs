using Keepalive.Platform.Native.Kernel32;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Paths as a word that sh, Git Bash and PowerShell read alike without quotes.</summary>
internal static class ShellWord
{
    /// <summary>
    /// The word for a program's absolute path, or null when there is none. On Windows a folder with spaces goes by its short name. The program keeps its own: by a short one
    /// a later installation would not know it.
    /// </summary>
    public static string? OfProgram(string path, bool isWindows) =>
        isWindows && path.LastIndexOfAny(['/', '\\']) is > 0 and var end && CommandWord.IsPlain(path[(end + 1)..])
            ? (Of(path[..end], isWindows) is { } folder ? $"{folder}/{path[(end + 1)..]}" : null)
            : Of(path, isWindows);

    /// <summary>The word for an absolute path, or null when there is none. On Windows a path with spaces goes by its short name.</summary>
    public static string? Of(string path, bool isWindows)
    {
        if (!isWindows)
        {
            return CommandWord.IsPlain(path) ? path : null;
        }

        string forward = path.Replace('\\', '/');
        if (CommandWord.IsPlain(forward))
        {
            return forward;
        }

        // A tilde means the home folder only at the beginning of a word.
        return OperatingSystem.IsWindows() && ShortPath.Of(path)?.Replace('\\', '/') is { } brief && CommandWord.IsPlain(brief.Replace('~', '_')) ? brief : null;
    }
}
