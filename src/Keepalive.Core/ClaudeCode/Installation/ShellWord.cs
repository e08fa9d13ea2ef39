using Keepalive.Platform.Native.Kernel32;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Paths as a word that sh, Git Bash and PowerShell read alike without quotes.</summary>
internal static class ShellWord
{
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
