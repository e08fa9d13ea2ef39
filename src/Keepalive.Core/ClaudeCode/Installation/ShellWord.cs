using System.Buffers;
using Keepalive.Platform.Native.Kernel32;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Paths as a word that sh, Git Bash and PowerShell read alike without quotes.</summary>
internal static class ShellWord
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/.:+");

    /// <summary>The word for an absolute path, or null when there is none. On Windows a path with spaces goes by its short name.</summary>
    public static string? Of(string path, bool isWindows)
    {
        if (!isWindows)
        {
            return IsPlain(path) ? path : null;
        }

        string forward = path.Replace('\\', '/');
        if (IsPlain(forward))
        {
            return forward;
        }

        // A tilde means the home folder only at the beginning of a word.
        return OperatingSystem.IsWindows() && ShortPath.Of(path)?.Replace('\\', '/') is { } brief && IsPlain(brief.Replace('~', '_')) ? brief : null;
    }

    private static bool IsPlain(string word) => !word.AsSpan().ContainsAnyExcept(Plain);
}
