using System.Globalization;
using System.Text;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

public sealed class ProfileNameTests
{
    [Theory]
    [InlineData("team/prod")]
    [InlineData("me@example.com")]
    [InlineData("123456789012_Administrator Access")]
    [InlineData("Zürich ünïcödé 東京 🦊")]
    [InlineData("it's")]
    [InlineData("a\"b")]
    [InlineData("a=b")]
    [InlineData("a#b;c")]
    [InlineData("[x")]
    public async Task Any_name_works_in_the_credentials_file(string name)
    {
        using var home = new SyntheticHome();
        home.WriteCredentials(TestKeys.Temporary(1).Section("other") + TestKeys.Temporary(2).Section(name));

        Assert.Equal(TestKeys.Temporary(2).AccessKeyId, (await home.ResolveAsync(name)).AccessKeyId);
    }

    [Theory]
    [InlineData("team/prod")]
    [InlineData("me@example.com")]
    [InlineData("123456789012_Administrator Access")]
    [InlineData("東京")]
    public async Task Any_name_works_in_the_config_file(string name)
    {
        using var home = new SyntheticHome();
        home.WriteConfig(TestKeys.Temporary(2).Section($"profile {name}"));

        Assert.Equal(TestKeys.Temporary(2).AccessKeyId, (await home.ResolveAsync(name)).AccessKeyId);
    }

    [Fact]
    public async Task Upper_and_lower_case_are_two_profiles()
    {
        using var home = new SyntheticHome();
        home.WriteCredentials(TestKeys.Temporary(1).Section("Prod") + TestKeys.Temporary(2).Section("prod"));

        Assert.Equal(TestKeys.Temporary(2).AccessKeyId, (await home.ResolveAsync("prod")).AccessKeyId);
    }

    [Fact]
    public async Task Finds_the_last_of_10_000_profiles()
    {
        using var home = new SyntheticHome();
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++)
        {
            text.Append(TestKeys.Temporary(i, 700).Section($"account-{i}"));
        }

        home.WriteCredentials(text.ToString());

        Assert.Equal(TestKeys.Temporary(9_999, 700).SessionToken, (await home.ResolveAsync("account-9999")).SessionToken);
    }

    [Fact]
    public async Task Two_names_that_are_no_utf_8_are_not_merged_into_one()
    {
        using var home = new SyntheticHome();
        byte[] first = Encoding.Latin1.GetBytes(TestKeys.Temporary(1).Section("é"));
        byte[] second = Encoding.Latin1.GetBytes("[è]\naws_access_key_id = ASIAEXAMPLE000000002\n");
        home.Write(home.CredentialsPath, [.. first, .. second]);

        KeepaliveException exception = await home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "\uFFFD");

        Assert.Contains("line 1, column 2", exception.Message, StringComparison.Ordinal);
        Assert.Empty(home.ReadFiles().ProfileNames());
    }

    [Fact]
    public async Task A_default_with_prefix_makes_the_one_without_void()
    {
        using var home = new SyntheticHome();
        home.WriteConfig(TestKeys.Temporary(1).Section("default") + TestKeys.Temporary(2).Section("profile default") + TestKeys.Temporary(3).Section("default"));

        Assert.Equal(TestKeys.Temporary(2).AccessKeyId, (await home.ResolveAsync("default")).AccessKeyId);
    }

    [Fact]
    public void A_list_of_names_holds_each_once_with_the_credentials_file_first()
    {
        using var home = new SyntheticHome();
        home.WriteCredentials("[b]\n[a]\n[b]\n").WriteConfig("[profile c]\n[profile a]\n[sso-session s]\n[default]\n");

        Assert.Equal(["b", "a", "c", "default"], home.ReadFiles().ProfileNames());
    }

    [Theory]
    [InlineData("prdo", "prod")]
    [InlineData("PROD", "prod")]
    [InlineData("production", "prod-production")]
    [InlineData("data-teem", "data-team")]
    public async Task An_unknown_name_is_answered_with_the_nearest(string asked, string meant)
    {
        using var home = new SyntheticHome();
        home.WriteCredentials("[prod]\n[prod-production]\n[data-team]\n[zzz-something-else]\n");

        KeepaliveException exception = await home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, asked);

        Assert.Contains($"'{meant}'", exception.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("zzz", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_like_no_other_is_answered_with_the_few_there_are()
    {
        using var home = new SyntheticHome();
        home.WriteCredentials("[alpha]\n[beta]\n");

        Assert.Contains("'alpha' and 'beta'", (await home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, "quite-different")).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_among_many_is_answered_with_their_number()
    {
        using var home = new SyntheticHome();
        home.WriteCredentials(string.Concat(Enumerable.Range(0, 50).Select(i => $"[account-{i.ToString(CultureInfo.InvariantCulture)}]\n")));

        Assert.Contains("50 profiles", (await home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, "qqqqqqqqqq")).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_of_the_config_file_without_its_prefix_is_pointed_out()
    {
        using var home = new SyntheticHome();
        home.WriteConfig("[team]\nregion = r\n");

        Assert.Contains("[profile team]", (await home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, "team")).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_of_the_credentials_file_with_a_prefix_is_pointed_out()
    {
        using var home = new SyntheticHome();
        home.WriteCredentials(TestKeys.Temporary().Section("profile team"));

        Assert.Contains("[team]", (await home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, "team")).Advice, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Migration", "W10")]
    [Trait("Migration", "S5")]
    public async Task An_unknown_name_never_becomes_the_default()
    {
        using var home = new SyntheticHome();
        home.WriteCredentials(TestKeys.Temporary().Section("default"));

        await home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, "no such profile");
    }

    [Fact]
    public void Very_long_names_are_compared_by_their_beginning() =>
        Assert.Equal([new string('a', 5000) + "b"], NearestNames.Of(new string('a', 5000), [new string('a', 5000) + "b", "c"]));
}
