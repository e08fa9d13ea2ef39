using System.Text;

namespace Keepalive.Platform.Processes;

/// <summary>Python's <c>shlex.split</c>: quotes and backslashes as in a POSIX shell, and nothing else of a shell.</summary>
/// <remarks>https://docs.python.org/3/library/shlex.html#parsing-rules</remarks>
internal static class PosixCommandLine
{
    internal static List<string> Split(string line)
    {
        List<string> words = [];
        StringBuilder? word = null;
        for (int i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case ' ' or '\t' or '\r' or '\n':
                    if (word is not null)
                    {
                        words.Add(word.ToString());
                        word = null;
                    }

                    break;
                case '\\':
                    (word ??= new()).Append(Escaped(line, ++i));
                    break;
                case '\'':
                    int end = line.IndexOf('\'', i + 1);
                    if (end < 0)
                    {
                        throw new FormatException("a single quote is not closed");
                    }

                    (word ??= new()).Append(line, i + 1, end - i - 1);
                    i = end;
                    break;
                case '"':
                    i = ReadDoubleQuoted(line, i + 1, word ??= new());
                    break;
                default:
                    (word ??= new()).Append(line[i]);
                    break;
            }
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    /// <summary>Returns the place of the closing quote. A backslash is itself, except before a quote or another backslash.</summary>
    private static int ReadDoubleQuoted(string line, int start, StringBuilder word)
    {
        for (int i = start; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                return i;
            }

            if (line[i] == '\\' && Escaped(line, i + 1) is '"' or '\\')
            {
                i++;
            }

            word.Append(line[i]);
        }

        throw new FormatException("a double quote is not closed");
    }

    private static char Escaped(string line, int index) =>
        index < line.Length ? line[index] : throw new FormatException("the last backslash has nothing to escape");
}
