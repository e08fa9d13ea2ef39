using Keepalive.Aws.Network;
using Keepalive.Core.Tests.Aws.Network.Support;

namespace Keepalive.Core.Tests.Aws.Network;

/// <summary>Real handshakes with authorities that no system trusts.</summary>
public sealed class CertificateTrustTests : IDisposable
{
    private readonly NetworkHome _home = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _home.Dispose();
    }

    [Theory]
    [InlineData("AWS_CA_BUNDLE")]
    [InlineData("NODE_EXTRA_CA_CERTS")]
    public async Task A_bundle_is_added_to_the_system(string variable)
    {
        _home[variable] = _home.WriteFile("ca.pem", _authority.Pem);

        await SucceedsAsync();
    }

    [Fact]
    public async Task The_profile_can_name_a_bundle()
    {
        _home.Home.WriteConfig($"[profile p]\nca_bundle = {_home.WriteFile("ca.pem", _authority.Pem)}\n");
        var settings = NetworkSettings.Read(_home.Home.Environment, await _home.Home.ReadProfileAsync("p"));
        using var http = new AwsHttp(settings);

        await SucceedsAsync(http);
        Assert.Contains("ca_bundle", Assert.Single(settings.CaBundles).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_may_hold_many_certificates_comments_and_any_line_end()
    {
        using var other = new TestAuthority("CN=Other");
        string text = $"# Other Root\n=====\n{other.Pem}\n\nsubject=Test Root\n{_authority.Pem}\n# end\n";
        _home["AWS_CA_BUNDLE"] = _home.WriteFile("ca.pem", text.ReplaceLineEndings("\r\n"));

        await SucceedsAsync();
    }

    [Fact]
    public async Task A_broken_bundle_beside_a_good_one_does_no_harm()
    {
        _home["AWS_CA_BUNDLE"] = Path.Combine(_home.Home.Folder, "nowhere.pem");
        _home["NODE_EXTRA_CA_CERTS"] = _home.WriteFile("ca.pem", _authority.Pem);

        await SucceedsAsync();
    }

    [Fact]
    public async Task An_unknown_issuer_is_named()
    {
        NetworkFault fault = await FailsAsync(KeepaliveErrorCode.TlsUntrusted);

        Assert.False(fault.RequestWasSent);
        Assert.Contains("Example Inspection (Test Root)", fault.Error.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_CA_BUNDLE", fault.Error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CN=Zscaler Intermediate Root CA, O=Zscaler Inc.", "Zscaler")]
    [InlineData("CN=ca.company.goskope.com, O=Company", "Netskope")]
    [InlineData("CN=PA-VM, O=Palo Alto Networks", "Palo Alto Networks")]
    [InlineData("CN=FG100, O=Fortinet", "Fortinet")]
    [InlineData("CN=Cisco Umbrella Root CA, O=Cisco", "Cisco Umbrella")]
    public async Task A_known_inspector_is_named(string issuer, string product)
    {
        using var inspector = new TestAuthority(issuer);
        await using LoopbackServer server = Server(inspector);

        NetworkFault fault = await _home.FailsAsync($"https://localhost:{server.Port}/", KeepaliveErrorCode.TlsUntrusted);
        Assert.Contains($"issued by {product}.", fault.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_fail_together_get_the_same_reason()
    {
        await using LoopbackServer server = Server(_authority);
        AwsHttp http = _home.Http();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => _home.FailsAsync($"https://127.0.0.1:{server.Port}/", KeepaliveErrorCode.TlsUntrusted, http: http)));
    }

    [Fact]
    public async Task A_name_that_does_not_match_is_never_forgiven()
    {
        _home["AWS_CA_BUNDLE"] = _home.WriteFile("ca.pem", _authority.Pem);

        NetworkFault fault = await FailsAsync(KeepaliveErrorCode.CertificateInvalid, names: ["other.test"]);
        Assert.Contains("another host", fault.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_out_of_its_time_is_never_forgiven()
    {
        _home["AWS_CA_BUNDLE"] = _home.WriteFile("ca.pem", _authority.Pem);

        NetworkFault fault = await FailsAsync(KeepaliveErrorCode.CertificateInvalid, expired: true);
        Assert.Contains("expired", fault.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_of_somebody_else_does_not_help()
    {
        using var other = new TestAuthority();
        _home["AWS_CA_BUNDLE"] = _home.WriteFile("ca.pem", other.Pem);

        await FailsAsync(KeepaliveErrorCode.TlsUntrusted);
    }

    [Fact]
    public async Task The_leaf_itself_in_the_bundle_makes_no_authority()
    {
        _home["AWS_CA_BUNDLE"] = _home.WriteFile("ca.pem", _authority.Issue().ExportCertificatePem());

        await FailsAsync(KeepaliveErrorCode.TlsUntrusted);
    }

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData("", "no PEM certificate")]
    [InlineData("garbage", "no PEM certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "broken")]
    public async Task A_bundle_that_is_needed_and_unusable_is_told(string? content, string reason)
    {
        string path = Path.Combine(_home.Home.Folder, "ca.pem");
        _home["AWS_CA_BUNDLE"] = content is null ? path : _home.WriteFile("ca.pem", content);

        NetworkFault fault = await FailsAsync(KeepaliveErrorCode.CaBundleUnreadable);
        Assert.Contains(reason, fault.Error.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_CA_BUNDLE", fault.Error.Message, StringComparison.Ordinal);
        Assert.Equal(path, fault.Error.Target);
    }

    [Fact]
    public async Task Bundles_are_read_once_and_only_when_a_chain_has_failed()
    {
        _home["AWS_CA_BUNDLE"] = _home.WriteFile("ca.pem", _authority.Pem);
        AwsHttp http = _home.Http();
        await using (LoopbackServer plain = LoopbackServer.Plain(LoopbackServer.Http(200, "application/json", "{}")))
        {
            await http.Client.GetStringAsync($"http://localhost:{plain.Port}/", TestContext.Current.CancellationToken);
        }

        Assert.True(http.Trust.Verify(this, null, null, System.Net.Security.SslPolicyErrors.None));
        Assert.Equal(0, http.Trust.BundleReads);

        await SucceedsAsync(http);
        await SucceedsAsync(http);
        Assert.Equal(1, http.Trust.BundleReads);
    }

    private static LoopbackServer Server(TestAuthority authority, string[]? names = null, bool expired = false) => LoopbackServer.Answering(
        authority.Issue(names, expired), _ => LoopbackServer.Http(200, "application/json", "{}"));

    private async Task SucceedsAsync(AwsHttp? http = null)
    {
        await using LoopbackServer server = Server(_authority);
        Assert.Equal("{}", await (http ?? _home.Http()).Client.GetStringAsync($"https://localhost:{server.Port}/", TestContext.Current.CancellationToken));
    }

    private async Task<NetworkFault> FailsAsync(string code, string[]? names = null, bool expired = false)
    {
        await using LoopbackServer server = Server(_authority, names, expired);
        NetworkFault fault = await _home.FailsAsync($"https://localhost:{server.Port}/", code);
        Assert.Empty(server.Requests);
        return fault;
    }
}
