using System.Globalization;
using System.Text.RegularExpressions;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>Code, page and help tell one table.</summary>
public sealed partial class ExitStatusTests
{
    public static IEnumerable<string> Codes => typeof(KeepaliveErrorCode).GetFields().Select(constant => (string)constant.GetRawConstantValue()!);

    [Fact]
    public void Every_code_has_a_status_of_its_own_meaning() =>
        Assert.All(Codes, code => Assert.NotEqual(ExitStatus.Unexpected, ExitStatus.Of(code)));

    [Fact]
    public void No_status_is_2_since_that_blocks_a_prompt() =>
        Assert.All([.. Codes.Select(ExitStatus.Of), ExitStatus.Fine, ExitStatus.Unexpected, ExitStatus.Usage, ExitStatus.Interrupted], status => Assert.NotEqual(2, status));

    [Fact]
    public void The_page_lists_every_code_with_its_status()
    {
        string page = Repository.Read("docs", "en-US", "about_KeepaliveErrors.md");
        IEnumerable<string> listed = Row().Matches(page).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}");

        Assert.Equal(Codes.Select(code => $"{code} {ExitStatus.Of(code)}").Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_help_lists_every_status_and_no_other()
    {
        const int NotStarted = 127; // Of exec alone.
        using var home = new CompanionHome();

        Run run = await home.RunAsync("--help");

        Assert.Equal(0, run.ExitStatus);
        Assert.Equal(
            Codes.Select(ExitStatus.Of).Concat([ExitStatus.Fine, ExitStatus.Unexpected, ExitStatus.Usage, NotStarted, ExitStatus.Interrupted]).Distinct().Order(),
            HelpRow().Matches(run.Output).Select(row => int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"^ +(\d+) {2,}\S", RegexOptions.Multiline)]
    private static partial Regex HelpRow();

    [GeneratedRegex(@"^\|\s*`?([A-Z]\w+)`?\s*\|\s*(\d+)\s*\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
