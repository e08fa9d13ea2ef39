namespace Keepalive.Dummy;

/// <summary>A tool's words on the terminal, painted in its style.</summary>
internal sealed class StyledTerminal(TerminalUser user, LoginStyle style)
{
    /// <summary>Long enough for an impatient typist to be too early.</summary>
    private static readonly TimeSpan BeforeEchoGoes = TimeSpan.FromMilliseconds(30);

    private static readonly string[] s_prefixes =
    [
        "2026/11/29 10:00:00 ", "\e[36mINFO\e[0m[0000] ", "[+] ", "2026-11-29T10:00:00.123Z \e[33mWARN\e[0m ", "\e[1;31m[ERROR]\e[0m ", "INFO:root:", "10:00:00 (INFO) ",
    ];

    private int _rows;

    /// <summary>Rows.</summary>
    internal void Say(string text)
    {
        foreach (string row in text.SplitAfterLines())
        {
            Paint(row);
        }
    }

    /// <summary>A prompt, and what was typed.</summary>
    internal string Ask(ToolStep step) => Ask(step.Text, step.IsHidden, isSecret: step.Kind is ToolStepKind.Password or ToolStepKind.Code);

    private string Ask(string prompt, bool isHidden, bool isSecret)
    {
        IDisposable? hidden = isHidden && style != LoginStyle.Late ? user.WithoutEcho() : null;
        Paint(prompt, isTwice: isHidden);
        if (isHidden && style == LoginStyle.Late)
        {
            Thread.Sleep(BeforeEchoGoes);
            hidden = user.WithoutEcho(forgetsTyped: isSecret);
        }

        using (hidden)
        {
            string typed = user.ReadLine();
            if (isHidden)
            {
                user.Write(style == LoginStyle.Redraw ? $"\r\e[K{prompt}{new string('*', typed.Length)}\n" : "\n");
            }

            return typed;
        }
    }

    /// <param name="row">What to paint.</param>
    /// <param name="isTwice">Whether a redraw may follow: none does where the terminal itself shows what is typed, and ends the row with it.</param>
    private void Paint(string row, bool isTwice = true)
    {
        string text = row.TrimEnd('\n');
        string end = row[text.Length..];
        int middle = text.Length / 2;
        switch (style)
        {
            case LoginStyle.Colours:
                user.Write($"\e[1;92m{text[..middle]}\e[0;38;5;14m{text[middle..]}\e[0m{end}");
                break;
            case LoginStyle.Logged when end.Length > 0 && text.Length > 0:
                user.Write($"{s_prefixes[_rows++ % s_prefixes.Length]}{row}");
                break;
            case LoginStyle.Split:
                foreach (System.Text.Rune character in row.EnumerateRunes())
                {
                    user.Write(character.ToString());
                }

                break;
            case LoginStyle.Spinner:
                foreach (char frame in "|/-\\")
                {
                    user.Write($"\r\e[K{frame} Signing in");
                }

                user.Write($"\r\e[K{row}");
                break;
            case LoginStyle.Redraw when isTwice:
                user.Write(text);
                user.Write($"\r\e[K{row}");
                break;
            default:
                user.Write(row);
                break;
        }
    }
}

/// <summary>Texts in rows.</summary>
file static class Lines
{
    /// <summary>The rows with their ends.</summary>
    public static IEnumerable<string> SplitAfterLines(this string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            yield return text[start..end];
            start = end;
        }
    }
}
