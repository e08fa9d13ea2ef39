using System.Text;
using Keepalive.Aws.Network;
using Keepalive.Secrets;

namespace Keepalive.Core.Tests.Fuzz;

/// <summary>Damaged texts of variables, answers and people: a value or a designed error.</summary>
public sealed class TextFuzz(ITestOutputHelper output)
{
    private static readonly byte[][] s_specials =
    [
        .. new[] { "@", ":", "/", "//", "://", "#", "?", "%", "%zz", "[", "]", "[::1]", " ", "\t", "\0", "é", "\u00a0", "\ud83d\ude00", "99999", "socks5h://", "otpauth://totp/", "&digits=99", "&period=0", "=", "*", ".", "," }
            .Select(Encoding.UTF8.GetBytes),
        [0xFF],
    ];

    [Fact]
    public void Damaged_proxy_variables_are_a_proxy_or_a_designed_error() =>
        Run(["http://user:p@ss@proxy.example:8080", "proxy:3128", "socks5h://[::1]:1080", "https://u@h/"], text =>
        {
            try
            {
                Uri url = ProxyAddress.Parse(new ProxyVariable(text, "HTTPS_PROXY"))!.Url;
                Assert.Empty(url.UserInfo);
            }
            catch (KeepaliveException exception)
            {
                Assert.Equal(KeepaliveErrorCode.ProxyInvalid, exception.Code);
            }
        });

    [Fact]
    public void Damaged_lists_of_hosts_without_proxy_never_throw() =>
        Run(["localhost,.example.com,10.0.0.0/8,[::1]:80,*"], text => _ = new NoProxyList(text).Matches(new Uri("https://sts.us-east-1.amazonaws.com/")));

    [Fact]
    public void Damaged_endpoints_are_an_endpoint_or_a_designed_error() =>
        Run(["https://sts.example.com", "http://127.0.0.1:80/x"], text =>
        {
            try
            {
                _ = EndpointOverride.Check(text, "AWS_ENDPOINT_URL");
            }
            catch (KeepaliveException exception)
            {
                Assert.Equal(KeepaliveErrorCode.EndpointInvalid, exception.Code);
            }
        });

    [Fact]
    public void Damaged_seeds_are_a_seed_or_a_designed_error() =>
        Run(["otpauth://totp/x:y?secret=JBSWY3DPEHPK3PXP&digits=6&period=30&algorithm=SHA1", "JBSW Y3DP EHPK 3PXP"], text =>
        {
            try
            {
                using Secret value = Secret.FromText(text);
                using TotpSeed seed = TotpSeed.Parse(value, "a");
            }
            catch (KeepaliveException exception)
            {
                Assert.DoesNotContain("JBSW", exception.Message, StringComparison.Ordinal);
            }
        });

    private void Run(string[] corpus, Action<string> check)
    {
        byte[][] samples = [.. corpus.Select(Encoding.UTF8.GetBytes)];
        FuzzRun.Run(output, random => new Mutator(random, samples, s_specials).Make(), input => check(Encoding.UTF8.GetString(input)));
    }
}
