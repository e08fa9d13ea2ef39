using Keepalive.Login;
using Keepalive.Platform.Terminals;

namespace Keepalive.Core.Tests.Login;

public sealed class ArrowChoiceTests
{
    private const string Before = "> Account: acme (123456789012) / AdminReadOnly|  Account: acme (123456789012) / Other|  Account: acme (123456789012) / Admin";

    [Theory]
    [InlineData(Before, "Admin", "\e[B\e[B\r")]
    [InlineData(Before, "arn:aws:iam::123456789012:role/team/Other", "\e[B\r")]
    [InlineData("  One|  Two|❯ Three", "One", "\e[A\e[A\r")]
    [InlineData("> Only", null, "\r")]
    public void The_mark_is_moved_to_the_role_whatever_stands_before_it(string rows, string? role, string keys) =>
        Assert.Equal(keys, new ArrowChoice(7, role, []).Keys(Rows(rows), out _));

    [Fact]
    public void A_list_that_may_go_on_is_made_shorter_by_the_roles_name_first()
    {
        var choice = new ArrowChoice(7, "arn:aws:iam::123456789012:role/Admin", []);

        Assert.Equal("Admin", choice.Keys(Rows("> a|  b|  c|  d|  e|  f|  g"), out _));
        Assert.False(choice.IsDone);
        Assert.Equal("\e[B\e[B\r", choice.Keys(Rows(Before), out _));
        Assert.True(choice.IsDone);
    }

    [Theory]
    [InlineData("> a / Admin|  b / Admin", "Admin", "matches several roles")]
    [InlineData("> one|  two", "Admin", "is not in the tool's list (one; two)")]
    [InlineData("> one|  two", null, "loginRole is not set (one; two)")]
    [InlineData("  one|  Admin", "Admin", "could not be read")]
    public void Nothing_is_chosen_that_is_not_certain(string rows, string? role, string reason)
    {
        Assert.Null(new ArrowChoice(7, role, []).Keys(Rows(rows), out string problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_still_fills_a_page_may_stand_on_the_next_one_too()
    {
        string rows = string.Join('|', ((string[])["> x / Admin", .. Enumerable.Range(0, 6).Select(number => $"  x / Admin{number}")]));
        var choice = new ArrowChoice(7, "Admin", []);
        choice.Keys(Rows(rows), out _);

        Assert.Null(choice.Keys(Rows(rows), out string problem));
        Assert.Contains("set loginRole to the role's ARN", problem, StringComparison.Ordinal);
    }

    /// <summary>The question is row 7; what stands above it is none of the list.</summary>
    private static IEnumerable<TerminalRow> Rows(string rows) =>
        [new(6, "  Admin"), new(7, "? Please choose"), .. rows.Split('|').Select((row, index) => new TerminalRow(8 + index, row))];
}
