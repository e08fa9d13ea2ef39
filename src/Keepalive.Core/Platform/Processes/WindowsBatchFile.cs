using System.Text;

namespace Keepalive.Platform.Processes;

/// <summary>Runs a <c>.cmd</c> or <c>.bat</c>, which only cmd.exe can read, without letting an argument become a command.</summary>
/// <remarks>
/// CreateProcess itself runs batch files through cmd.exe, whose rules differ from those the arguments were quoted by
/// (CVE-2024-24576, https://flatt.tech/research/posts/batbadbut-you-cant-securely-execute-commands-on-windows/). Here every
/// word goes in quotes, inside which cmd.exe leaves <c>&amp; | &lt; &gt; ^ ( )</c> alone, delayed expansion of <c>!</c> is off, and
/// the four that nothing can carry through are refused: a quote, a per cent sign and the two line ends.
/// </remarks>
internal static class WindowsBatchFile
{
    internal static bool Is(string path)
    {
        // CreateProcess sees a batch file in "a.bat. ." as well.
        ReadOnlySpan<char> name = path.AsSpan().TrimEnd(". ");
        return name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".bat", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The line for cmd.exe: <c>"…\cmd.exe" /d /v:off /s /c ""script" "argument""</c>.</summary>
    internal static string CommandLine(string interpreter, string script, IEnumerable<string> arguments)
    {
        // /d: no AutoRun command of the registry. /s: exactly the outermost quotes are taken off, whatever is inside.
        StringBuilder line = new StringBuilder().Append('"').Append(interpreter).Append("\" /d /v:off /s /c \"");
        Append(line, script);
        foreach (string argument in arguments)
        {
            line.Append(' ');
            Append(line, argument);
        }

        return line.Append('"').ToString();
    }

    private static void Append(StringBuilder line, string word)
    {
        if (word.AsSpan().ContainsAny("\"%\r\n"))
        {
            throw new ChildStartException("an argument of a batch file can't contain a quote, a percent sign or a line end");
        }

        line.Append('"').Append(word);

        // For the program that the script hands its %* on to, a backslash before the closing quote would escape it.
        int end = word.Length;
        while (end > 0 && word[end - 1] == '\\')
        {
            end--;
        }

        line.Append('\\', word.Length - end).Append('"');
    }
}
