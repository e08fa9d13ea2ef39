using System.Text;

namespace Keepalive.Platform.Processes;

/// <summary>The line a Windows program gets and the <c>argv</c> it makes of it, in both directions.</summary>
/// <remarks>https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments</remarks>
internal static class WindowsCommandLine
{
    internal static List<string> Split(string line)
    {
        List<string> words = [];
        StringBuilder? word = null;
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char character = line[i];
            if (!quoted && character is ' ' or '\t')
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                    word = null;
                }

                continue;
            }

            word ??= new();
            if (character == '\\')
            {
                // Backslashes are themselves, unless they lead up to a quote: then each pair is one, and an odd one out
                // makes the quote an ordinary character.
                int count = CountBackslashes(line, i);
                i += count;
                bool beforeQuote = i < line.Length && line[i] == '"';
                word.Append('\\', beforeQuote ? count / 2 : count);
                if (beforeQuote && count % 2 == 1)
                {
                    word.Append('"');
                }
                else
                {
                    i--;
                }
            }
            else if (character != '"')
            {
                word.Append(character);
            }
            else if (quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                word.Append('"');
                i++;
            }
            else
            {
                quoted = !quoted;
            }
        }

        if (quoted)
        {
            throw new FormatException("a double quote is not closed");
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    /// <summary>The line from which the C runtime, .NET and Go make these words again.</summary>
    internal static string Join(string program, IEnumerable<string> arguments)
    {
        // The program is read by a simpler rule than the rest: no backslash escapes there, and no path has a quote.
        StringBuilder line = new StringBuilder().Append('"').Append(program).Append('"');
        foreach (string argument in arguments)
        {
            line.Append(' ');
            Append(line, argument);
        }

        return line.ToString();
    }

    internal static int CountBackslashes(string text, int start)
    {
        int end = start;
        while (end < text.Length && text[end] == '\\')
        {
            end++;
        }

        return end - start;
    }

    private static void Append(StringBuilder line, string argument)
    {
        if (argument.Length > 0 && !argument.AsSpan().ContainsAny(" \t\n\v\""))
        {
            line.Append(argument);
            return;
        }

        line.Append('"');
        for (int i = 0; i < argument.Length; i++)
        {
            int count = CountBackslashes(argument, i);
            i += count;
            bool atEnd = i == argument.Length;
            bool beforeQuote = atEnd || argument[i] == '"';
            line.Append('\\', beforeQuote ? 2 * count : count);
            if (!atEnd)
            {
                line.Append(argument[i] == '"' ? "\\\"" : argument[i].ToString());
            }
        }

        line.Append('"');
    }
}
