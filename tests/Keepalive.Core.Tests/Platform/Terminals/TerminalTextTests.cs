using System.Text;
using Keepalive.Platform.Terminals;

namespace Keepalive.Core.Tests.Platform.Terminals;

public sealed class TerminalTextTests
{
    private static readonly TerminalSize Size = new(40, 5);

    [Theory]
    [InlineData("Password: ", "Password: ")]
    [InlineData("Signing in\r\nPassword: ", "Password: ")]
    [InlineData("\e[1;32mPassword\e[0m: ", "Password: ")]
    [InlineData("\e[38;2;1;2;3mPassword\e[38:5:7m: ", "Password: ")]
    [InlineData("\e]0;Password: fake\aMFA code: ", "MFA code: ")]
    [InlineData("\e]8;;https://example.com\e\\MFA\e]8;;\e\\ code: ", "MFA code: ")]
    [InlineData("\eP1$r0m\e\\MFA code: ", "MFA code: ")]
    [InlineData("\e(BMFA\e=\e> code: ", "MFA code: ")]
    [InlineData("\e[?25l\e[?1049hMFA code: \e[?25h", "MFA code: ")]
    [InlineData("Role\a number: ", "Role number: ")]
    [InlineData("Password: x\b \b", "Password: ")]
    [InlineData("\u009b1mPassword: ", "1mPassword: ")]
    [InlineData("a\tb", "a       b")]
    [InlineData("caf\u00e9 \u65e5\u672c \ud83d\udd11> ", "caf\u00e9 \u65e5\u672c \ud83d\udd11> ")]
    public void The_tail_is_the_row_without_an_end(string output, string tail) => Assert.Equal(tail, Shown(output).Tail.Text);

    [Theory]
    [InlineData("\e[?25l\e[2J\e[m\e[HPassword:\e[K\e[1C\e[?25h", "Password: ")]
    [InlineData("\e[2J\e[3;5HUser\e[3;1H\e[3;9H: ", "    User: ")]
    [InlineData("\e[1;1HUsername: me\e[2;1HPassword: ", "Password: ")]
    [InlineData("\e[1;1HPassword: \e[4;7H\e[1;11H", "Password: ")]
    public void A_repainted_screen_reads_like_the_line_that_was_written(string output, string tail) => Assert.Equal(tail, Shown(output).Tail.Text);

    [Theory]
    [InlineData("| Waiting\r/ Waiting\r- Waiting", "- Waiting")]
    [InlineData("| Waiting\r\e[K\\ Still\r", "\\ Still")]
    [InlineData("Waiting for the server ...\r\e[2KPassword: ", "Password: ")]
    [InlineData("Waiting for the server ...\rPassword: ", "Password: ")]
    [InlineData("\u280b Sending push\b\b\b\b\b\b\b\b\b\b\b\b\b\b\u2819", "\u2819")]
    [InlineData("10%\b\b\b20%\b\b\b30%", "30%")]
    public void A_redrawn_row_is_what_it_is_now(string output, string tail) => Assert.Equal(tail, Shown(output).Tail.Text);

    [Fact]
    public void A_sequence_or_a_character_may_come_in_any_pieces()
    {
        byte[] output = Encoding.UTF8.GetBytes("\e]0;title\e\\\e[1;31mcaf\u00e9 \ud83d\udd11\e[0m\r\n\e[2CMot de passe\u00a0: \e[?25h");
        for (int at = 1; at < output.Length; at++)
        {
            TerminalText text = new(Size);
            text.Append(output.AsSpan(0, at));
            text.Append(output.AsSpan(at));
            Assert.Equal(("caf\u00e9 \ud83d\udd11", "  Mot de passe\u00a0: "), (text.Rows[0].Text, text.Tail.Text));
        }
    }

    [Fact]
    public void Completed_rows_are_told_once_in_order()
    {
        TerminalText text = Shown("one\r\n\r\n  two  \r\nthree");

        Assert.Equal([new(0, "one"), new(2, "  two")], text.TakeCompletedRows());
        Assert.Empty(text.TakeCompletedRows());
        text.Append("\r\n"u8);
        Assert.Equal([new(3, "three")], text.TakeCompletedRows());
    }

    [Fact]
    public void A_prompt_painted_again_keeps_its_number_and_a_second_one_has_a_higher()
    {
        TerminalText text = Shown("Password: ");
        long first = text.Tail.Number;

        text.Append("\r\e[KPassword: \e[2K\rPassword: "u8);
        Assert.Equal(first, text.Tail.Number);
        text.Append("\e[2J\e[1;1HPassword: "u8);
        Assert.Equal(first, text.Tail.Number);

        text.Append("\r\nPassword: "u8);
        Assert.Equal(first + 1, text.Tail.Number);
    }

    [Fact]
    public void Numbers_go_on_when_rows_leave_at_the_top()
    {
        TerminalText text = new(Size);
        for (int i = 0; i < 100; i++)
        {
            text.Append(Encoding.UTF8.GetBytes($"row {i}\r\n"));
        }

        text.Append("Password: "u8);

        Assert.Equal(new TerminalRow(100, "Password: "), text.Tail);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => new TerminalRow(i, $"row {i}")), text.Rows.SkipLast(1));
    }

    [Fact]
    public void A_menu_painted_again_shows_its_rows_once_and_tells_only_what_changed()
    {
        TerminalText text = Shown("? Role\r\n> admin\r\n  reader\r\n");
        text.TakeCompletedRows();

        text.Append("\e[2A\e[J  admin\r\n> reader\r\n"u8);

        Assert.Equal(["? Role", "  admin", "> reader"], text.Rows.Select(row => row.Text));
        Assert.Equal([new(1, "  admin"), new(2, "> reader")], text.TakeCompletedRows());
        text.Append("\e[2A\e[J  admin\r\n> reader\r\n"u8);
        Assert.Empty(text.TakeCompletedRows());
    }

    [Fact]
    public void A_row_that_the_terminal_broke_is_one()
    {
        string wide = "Enter the verification code that was sent to your phone, ends with 42: ";
        TerminalText text = Shown("before\r\n" + wide);

        Assert.Equal(new TerminalRow(1, wide), text.Tail);

        text.Append("\r\nafter"u8);
        Assert.Equal([new(0, "before"), new(1, wide.TrimEnd())], text.TakeCompletedRows());
        Assert.Equal(["before", wide.TrimEnd(), "after"], text.Rows.Select(row => row.Text));
    }

    [Fact]
    public void A_row_exactly_as_wide_as_the_terminal_does_not_reach_into_the_next()
    {
        string full = new('x', 40);

        TerminalText text = Shown($"{full}\r\nnext");

        Assert.Equal([full, "next"], text.Rows.Select(row => row.Text));
    }

    [Theory]
    [InlineData("\e[6n", "\e[1;1R")]
    [InlineData("\r\nuser: \e[6n", "\e[2;7R")]
    [InlineData("\e7\e[999;999H\e[6n\e8\e[6n", "\e[5;40R\e[1;1R")]
    [InlineData("\e[5n\e[c\e[0c", "\e[0n\e[?61c\e[?61c")]
    [InlineData("\e[?6n\e[>c\e[4n", "")]
    public void Questions_about_the_terminal_are_answered(string output, string answers)
    {
        TerminalText text = Shown(output);

        Assert.Equal(answers, Encoding.ASCII.GetString(text.TakeAnswers()));
        Assert.Empty(text.TakeAnswers());
    }

    [Theory]
    [InlineData("\e[5;1Hend\e[2;1Hx\e[Jy", "xy")]
    [InlineData("abcdef\e[4D\e[2P", "ab|abef")]
    [InlineData("abcdef\e[4D\e[2@", "ab|ab  cdef")]
    [InlineData("abcdef\e[4D\e[2X", "ab|ab  ef")]
    [InlineData("abcdef\e[4D\e[1K", "|   def")]
    [InlineData("a\r\nb\r\nc\e[2;1H\e[L", "|a/b/c")]
    [InlineData("a\r\nb\r\nc\e[2;1H\e[M", "c|a/c")]
    [InlineData("a\r\nb\e[1S", "|a/b")]
    [InlineData("a\r\nb\eMc", "ac")]
    [InlineData("ab\e[sXY\e[uZ", "abZ|abZY")]
    [InlineData("a\e[3Gb\e[2dc\e[Fd\e[Ee", "e|d b/e  c")]
    public void Cells_and_rows_are_moved_as_terminals_move_them(string output, string expected)
    {
        TerminalText text = Shown(output);
        string[] parts = expected.Split('|');

        if (parts[0].Length > 0)
        {
            Assert.Equal(parts[0], text.Tail.Text);
        }

        if (parts.Length > 1)
        {
            Assert.Equal(parts[1], string.Join('/', text.Rows.Select(row => row.Text)));
        }
    }

    [Fact]
    public void A_string_without_an_end_swallows_no_more_than_64_KiB()
    {
        TerminalText text = Shown("\e]0;" + new string('x', 70_000) + "\r\nPassword: ");

        Assert.Equal("Password: ", text.Tail.Text);
    }

    [Fact]
    public void Whatever_is_printed_breaks_nothing()
    {
        var random = new Random(5);
        byte[] alphabet = [.. "\e\e\e[[[]P;;?0123456789ABCDEFGHJKLMPSX@dfnrsuhlm\r\n\t\bab \a\u0018"u8, 0xC3, 0xA9, 0xFF];
        byte[] output = new byte[64];
        foreach (TerminalSize size in (TerminalSize[])[new(1, 1), new(2, 3), Size])
        {
            TerminalText text = new(size);
            for (int i = 0; i < 5000; i++)
            {
                for (int at = 0; at < output.Length; at++)
                {
                    output[at] = alphabet[random.Next(alphabet.Length)];
                }

                text.Append(output);
                Assert.True(text.Tail.Text.Length <= 4096 + size.Columns);
                if (i % 100 == 0)
                {
                    Assert.True(text.Rows.Count <= 1000 + size.Rows);
                    Assert.True(text.TakeCompletedRows().Count <= 1000);
                    Assert.True(text.TakeAnswers().Length < 2048);
                }
            }
        }
    }

    private static TerminalText Shown(string output)
    {
        TerminalText text = new(Size);
        text.Append(Encoding.UTF8.GetBytes(output));
        return text;
    }
}
