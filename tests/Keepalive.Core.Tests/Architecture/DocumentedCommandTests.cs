using System.Text.RegularExpressions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>What the pages tell people to type.</summary>
public sealed partial class DocumentedCommandTests
{
    private static readonly string[] s_pages =
        [Path.Combine(Repository.Root, "README.md"), .. Repository.Files("docs", "*.md"), .. Repository.Files("src", "*.md", "*.cs")];

    /// <summary>Without it saml2aws does nothing while the old keys last, so that no login ahead of the end ever happens.</summary>
    [Fact]
    [Trait("Migration", "W22")]
    public void Every_login_with_saml2aws_is_one_that_happens_ahead_of_the_end_too()
    {
        string[] logins = [.. s_pages.SelectMany(page => Saml2Aws().Matches(File.ReadAllText(page)).Select(match => $"{match.Value} ({page})"))];

        Assert.NotEmpty(logins);
        Assert.All(logins, login => Assert.Contains(" --force", login, StringComparison.Ordinal));
    }

    /// <summary>A command line is everybody's to read; and cmdkey gives no password back. kdialog's option of this name takes the words of the question.</summary>
    [Fact]
    [Trait("Migration", "W22")]
    public void No_page_puts_a_password_on_a_command_line() => Assert.All(s_pages, page => Assert.False(
        Password().IsMatch(File.ReadAllText(page).Replace("\"--password=\" + text", string.Empty, StringComparison.Ordinal)), page));

    [GeneratedRegex("""saml2aws login[^`'"\r\n]*""")]
    private static partial Regex Saml2Aws();

    [GeneratedRegex(@"--password[= ]\S|cmdkey +/list|/pass:", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
