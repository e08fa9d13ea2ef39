using Keepalive.Aws.Profiles;
using Keepalive.IdentityCenter;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>Start URLs as people and tools write them, and keys of IAM Identity Center beside another source.</summary>
public sealed class PortalUrlTests : IDisposable
{
    private const string Plain = "https://d-1234567890.awsapps.com/start";

    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(Plain, Plain)]
    [InlineData(Plain + "/", Plain + "/")]
    [InlineData(Plain + "#/", Plain + "#/")]
    [InlineData(Plain + "/#/", Plain + "/#/")]
    [InlineData(Plain + @"\#/", Plain + "#/")]
    [InlineData("\"" + Plain + @"\#/" + "\"", Plain + "#/")]
    [InlineData("d-1234567890.awsapps.com/start", Plain)]
    [InlineData("//d-1234567890.awsapps.com/start", Plain)]
    [InlineData("https://ssoins-1234.portal.eu-west-1.app.aws", "https://ssoins-1234.portal.eu-west-1.app.aws")]
    [InlineData("https://start.us-gov-home.awsapps.com/directory/d-1", "https://start.us-gov-home.awsapps.com/directory/d-1")]
    [InlineData("http://127.0.0.1:8080/start", "http://127.0.0.1:8080/start")]
    public void A_start_URL_is_sent_as_the_service_takes_it_and_the_token_is_named_after_what_is_written(string written, string sent)
    {
        SsoSession session = SsoSession.Of(Profile($"sso_start_url = {written}\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = R"))!;

        Assert.Equal(sent, session.StartUrl);
        Assert.Equal(CacheFileName.Of(written), session.CacheKey);
    }

    [Theory]
    [InlineData("", "sso:account:access")]
    [InlineData("sso_registration_scopes =\n", "sso:account:access")]
    [InlineData("sso_registration_scopes = ,\n", "sso:account:access")]
    [InlineData("sso_registration_scopes = sso:account:access , ,codewhisperer:completions\n", "sso:account:access codewhisperer:completions")]
    public void Scopes_that_nobody_names_are_those_for_accounts(string line, string scopes)
    {
        AwsProfile profile = Profile($"sso_session = s\nsso_account_id = 123456789012\nsso_role_name = R\n[sso-session s]\nsso_start_url = {Plain}\nsso_region = eu-west-1\n{line}");

        Assert.Equal(scopes.Split(' '), SsoSession.Of(profile)!.Scopes);
    }

    [Theory]
    [InlineData("https://123456789012.signin.aws.amazon.com/console", "the AWS console")]
    [InlineData("https://eu-west-1.console.aws.amazon.com/console/home", "the AWS console")]
    [InlineData("https://corp.okta.com/app/amazon_aws/exk1/sso/saml", "Okta")]
    [InlineData("corp.okta.com/home/amazon_aws/0oa", "Okta")]
    [InlineData("https://myapps.microsoft.com/signin/x", "Microsoft Entra")]
    [InlineData("https://accounts.google.com/o/saml2/initsso", "Google")]
    [InlineData("corp", "not a web address")]
    [InlineData("https://jane:hunter2@d-1234567890.awsapps.com/start", "a user name or a password")]
    [InlineData("https://jane:hunter2@corp.okta.com/start", "a user name or a password")]
    [InlineData("jane:hunter2@d-1234567890.awsapps.com/start", "a user name or a password")]
    [InlineData("https:/jane:hunter2@d-1234567890.awsapps.com/start", "a user name or a password")]
    [InlineData("https://jane:/hunter2@d-1234567890.awsapps.com/start", "a user name or a password")]
    public void The_address_of_another_product_is_named(string url, string expected)
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(
            () => SsoSession.Of(Profile($"sso_start_url = {url}\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = R")));

        Assert.Equal(KeepaliveErrorCode.SsoConfigurationInvalid, exception.Code);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Plain, Plain)]
    [InlineData("https://jane:hun@ter2@d-1.awsapps.com/start#/", "https://(redacted)@d-1.awsapps.com/start#/")]
    [InlineData("jane:hunter2@d-1.awsapps.com/start", "(redacted)@d-1.awsapps.com/start")]
    [InlineData("https://jane:hun/ter#2@d-1.awsapps.com/start", "https://(redacted)@d-1.awsapps.com/start")]
    [InlineData("https:/jane:hunter2@d-1.awsapps.com/start", "(redacted)@d-1.awsapps.com/start")]
    public void A_message_shows_a_start_URL_without_a_password(string written, string shown) => Assert.Equal(shown, PortalUrl.Shown(written));

    [Theory]
    [InlineData("https://notokta.com.awsapps.com/start")]
    [InlineData("https://okta.awsapps.com/start")]
    [InlineData("https://googlexcom.awsapps.com/start")]
    public void A_name_that_looks_like_another_product_is_none(string url) => Assert.Null(PortalUrl.FindFault(url));

    [Theory]
    [InlineData("sso_region = eu-west-1")]
    [InlineData("sso_session = gone")]
    [InlineData("sso_start_url = " + Plain)]
    [InlineData("sso_start_url = " + Plain + "\nsso_region = eu-west-1")]
    [InlineData("sso_account_id = 123456789012")]
    [InlineData("sso_role_name = R")]
    public async Task A_key_of_IAM_Identity_Center_alone_claims_no_profile_that_keys_serve(string line)
    {
        TestKeys keys = TestKeys.Temporary();
        _home.WriteConfig($"[profile a]\n{line}\n").WriteCredentials(keys.Section("a", "x_security_token_expires = 2026-11-21T13:00:00Z"));
        Assert.Equal(keys.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);

        // Past their end it is they who have ended, and no sign-in that fails.
        _home.WriteCredentials(keys.Section("a", "x_security_token_expires = 2026-11-19T13:00:00Z"));
        Assert.Equal(keys.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Fact]
    public void Without_another_source_what_is_missing_is_told() =>
        Assert.True(SsoSession.Serves(Profile($"sso_start_url = {Plain}")));

    private AwsProfile Profile(string lines)
    {
        _home.WriteConfig($"[profile a]\n{lines}\n");
        return ProfileFiles.Read(ProfileFileLocations.Find(_home.Environment), _home.Clock).Find("a")!;
    }
}
