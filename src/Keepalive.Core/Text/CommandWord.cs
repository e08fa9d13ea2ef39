using System.Buffers;

namespace Keepalive.Text;

/// <summary>
/// A value as a word of a command that a message shows, so that a person can copy the command: sh, PowerShell and cmd read the word alike as far as
/// they can. Sources: POSIX Shell Command Language 2.2 (Quoting); https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules.
/// </summary>
internal static class CommandWord
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/.:+");

    /// <summary>In double quotes sh, PowerShell or cmd give these a meaning. PowerShell takes typographic quotes for quotes.</summary>
    private static readonly SearchValues<char> NotInDoubleQuotes = SearchValues.Create("\"$`\\!%\u201C\u201D\u201E");

    /// <summary>No shell gives a character of the word a meaning.</summary>
    /// <param name="word">The word.</param>
    public static bool IsPlain(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain);

    /// <summary>The word, in quotes where it needs them.</summary>
    /// <param name="value">The value.</param>
    public static string Of(string value) => Of(value, OperatingSystem.IsWindows());

    /// <summary>The same for a system: where one form of quotes does not do for all shells, that of sh on Unix, that of PowerShell on Windows.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isWindows">The system.</param>
    internal static string Of(string value, bool isWindows)
    {
        string shown = VisibleText.Line(value);
        return IsPlain(shown) ? shown
            : !shown.AsSpan().ContainsAny(NotInDoubleQuotes) ? $"\"{shown}\""
            : isWindows ? $"'{string.Concat(shown.Select(static character => character is '\'' or (>= '\u2018' and <= '\u201B') ? $"{character}{character}" : character.ToString()))}'"
            : $"'{shown.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    /// <summary>A path that may begin with the home folder's "~", which has no meaning in quotes.</summary>
    /// <param name="path">The path.</param>
    public static string OfPath(string path) => path == "~" ? path : path.StartsWith("~/", StringComparison.Ordinal) ? "~/" + Of(path[2..]) : Of(path);

    /// <summary>The option that names a profile. A name that begins with a dash would be read as another option.</summary>
    /// <param name="profile">The profile.</param>
    public static string Profile(string profile) => profile.StartsWith('-') ? $"--profile={Of(profile)}" : $"--profile {Of(profile)}";
}
