using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Network;

public sealed class EndpointOverrideTests : IDisposable
{
    private const string Config = """
        [profile p]
        services = dev
        endpoint_url = https://profile.test
        [services dev]
        sso =
          endpoint_url = https://portal.test/prefix
          other = 1
        sso_oidc =
            Endpoint_URL=http://127.0.0.1:1
        [profile other]
        endpoint_url = https://other.test

        """;

    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Each_place_goes_before_the_next()
    {
        Assert.Equal("https://profile.test/", await FindAsync(AwsService.Sts));
        Assert.Equal("https://portal.test/prefix", await FindAsync(AwsService.SsoPortal));
        Assert.Equal("http://127.0.0.1:1/", await FindAsync(AwsService.SsoOidc));

        _home.Variables["AWS_ENDPOINT_URL"] = "https://all.test";
        Assert.Equal("https://all.test/", await FindAsync(AwsService.SsoPortal));

        _home.Variables["AWS_ENDPOINT_URL_SSO"] = "https://one.test";
        Assert.Equal("https://one.test/", await FindAsync(AwsService.SsoPortal));
        Assert.Equal("https://all.test/", await FindAsync(AwsService.SsoOidc));
    }

    [Fact]
    public async Task The_profile_in_use_counts_and_not_AWS_PROFILE()
    {
        _home.Variables["AWS_PROFILE"] = "other";

        Assert.Equal("https://profile.test/", await FindAsync(AwsService.Sts));
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_SSO_OIDC")]
    [InlineData("AWS_ENDPOINT_URL_SSO")]
    [InlineData("AWS_ENDPOINT_URL_STS")]
    public void Every_service_has_its_variable(string variable)
    {
        _home.Variables[variable] = "https://one.test";
        AwsService[] services = [AwsService.SsoOidc, AwsService.SsoPortal, AwsService.Sts];

        Assert.Equal(variable, Assert.Single(services, service => EndpointOverride.Find(_home.Environment, null, service) is not null).EndpointVariable);
    }

    [Theory]
    [InlineData("true", "", false)]
    [InlineData("TRUE", "", false)]
    [InlineData(null, "ignore_configured_endpoint_urls = true", false)]
    [InlineData("false", "ignore_configured_endpoint_urls = true", true)]
    [InlineData(null, "", true)]
    public async Task Can_be_switched_off(string? variable, string line, bool expected)
    {
        _home.Variables["AWS_ENDPOINT_URL"] = "https://all.test";
        if (variable is not null)
        {
            _home.Variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = variable;
        }

        Assert.Equal(expected, await FindAsync(AwsService.Sts, $"[profile p]\nregion = r\n{line}\n") is not null);
    }

    [Theory]
    [InlineData("http://127.0.0.1:18080")]
    [InlineData("http://127.9.8.7")]
    [InlineData("http://[::1]:1")]
    [InlineData("http://localhost:1/prefix")]
    [InlineData("http://loopback")] // .NET reads it as localhost
    [InlineData("https://vpce.example.test")]
    public void Plain_http_is_for_loopback(string url) => Assert.Equal(new Uri(url), EndpointOverride.Check(url, "the test").Url);

    [Theory]
    [InlineData("http://example.test", "plain http")]
    [InlineData("http://localhost.example.test", "plain http")]
    [InlineData("http://10.0.0.1", "plain http")]
    [InlineData("http://127.0.0.1@example.test", "user name")]
    [InlineData("https://user:Secret@example.test", "user name")]
    [InlineData("ftp://127.0.0.1", "not an http")]
    [InlineData("127.0.0.1:80", "not an http")]
    [InlineData("https://", "not an http")]
    [InlineData("https://example.test/?a=b", "query")]
    [InlineData("not a url", "not an http")]
    public void Everything_else_is_refused_without_repeating_it(string url, string reason)
    {
        _home.Variables["AWS_ENDPOINT_URL"] = url;
        KeepaliveException refused = Assert.Throws<KeepaliveException>(() => EndpointOverride.Find(_home.Environment, null, AwsService.Sts));

        Assert.Equal(KeepaliveErrorCode.EndpointInvalid, refused.Code);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_ENDPOINT_URL", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_services_section_that_does_not_exist_is_told()
    {
        KeepaliveException refused = await HomeExtensions.FailsAsync(
            () => FindAsync(AwsService.Sts, "[profile p]\nservices = nowhere\n"), KeepaliveErrorCode.EndpointInvalid);

        Assert.Contains("[services nowhere]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_place()
    {
        _home.WriteConfig(Config);
        AwsProfile profile = await _home.ReadProfileAsync("p");

        Assert.Equal($"sso of [services dev], {_home.ConfigPath}, line 5", EndpointOverride.Find(_home.Environment, profile, AwsService.SsoPortal)?.Source);
    }

    [Theory]
    [InlineData("true", null, "", true, false)]
    [InlineData(null, "TRUE", "", false, true)]
    [InlineData(null, null, "use_fips_endpoint = true\nuse_dualstack_endpoint = true", true, true)]
    [InlineData("false", null, "use_fips_endpoint = true", false, false)]
    [InlineData("1", "yes", "", false, false)]
    public async Task Variants_come_from_variables_and_profile(string? fips, string? dualStack, string lines, bool isFips, bool isDualStack)
    {
        _home.WriteConfig($"[profile p]\nregion = r\n{lines}\n");
        if (fips is not null)
        {
            _home.Variables["AWS_USE_FIPS_ENDPOINT"] = fips;
        }

        if (dualStack is not null)
        {
            _home.Variables["AWS_USE_DUALSTACK_ENDPOINT"] = dualStack;
        }

        Assert.Equal(new EndpointVariants(isFips, isDualStack), EndpointVariants.Read(_home.Environment, await _home.ReadProfileAsync("p")));
    }

    private async Task<string?> FindAsync(AwsService service, string config = Config)
    {
        _home.WriteConfig(config);
        return EndpointOverride.Find(_home.Environment, await _home.ReadProfileAsync("p"), service)?.Url.AbsoluteUri;
    }
}
