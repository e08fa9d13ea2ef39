using System.Net;
using Keepalive.Aws.Network;

namespace Keepalive.Core.Tests.Aws.Network;

public sealed class AwsProxyTests
{
    private readonly Dictionary<string, string> _variables = [];

    [Theory]
    [InlineData("HTTPS_PROXY", "http://proxy.test:8080", "http://proxy.test:8080/")]
    [InlineData("https_proxy", "http://proxy.test:8080", "http://proxy.test:8080/")]
    [InlineData("ALL_PROXY", "http://proxy.test:8080", "http://proxy.test:8080/")]
    [InlineData("all_proxy", "socks5h://proxy.test", "socks5://proxy.test:1080/")]
    [InlineData("HTTPS_PROXY", "proxy.test:8080", "http://proxy.test:8080/")]
    [InlineData("HTTPS_PROXY", "10.0.0.1:3128", "http://10.0.0.1:3128/")]
    [InlineData("HTTPS_PROXY", "user:Secret@proxy.test:8080", "http://proxy.test:8080/")]
    [InlineData("HTTP_PROXY", "http://proxy.test:8080", null)]
    public void Variables_name_the_proxy(string variable, string value, string? expected)
    {
        _variables[variable] = value;

        Assert.Equal(expected, Proxy().GetProxy(new Uri("https://sts.test"))?.AbsoluteUri);
    }

    [Fact]
    public void The_narrower_and_the_lower_variable_go_first()
    {
        _variables["ALL_PROXY"] = "http://all.test";
        _variables["HTTPS_PROXY"] = "http://upper.test";
        Assert.Equal("upper.test", Proxy().GetProxy(new Uri("https://a.test"))?.Host);
        Assert.Equal("all.test", Proxy().GetProxy(new Uri("http://a.test"))?.Host);

        _variables["https_proxy"] = "http://lower.test";
        Assert.Equal("lower.test", Proxy().GetProxy(new Uri("https://a.test"))?.Host);
    }

    [Theory]
    [InlineData("amazonaws.com", "https://sts.us-east-1.amazonaws.com", true)]
    [InlineData(".amazonaws.com", "https://sts.us-east-1.amazonaws.com", true)]
    [InlineData(".amazonaws.com", "https://amazonaws.com", true)]
    [InlineData("amazonaws.com", "https://AMAZONAWS.com.", true)]
    [InlineData("amazonaws.com", "https://notamazonaws.com", false)]
    [InlineData("*.amazonaws.com", "https://sts.amazonaws.com", true)]
    [InlineData("*.amazonaws.com", "https://amazonaws.com", false)]
    [InlineData("*", "https://anything.test", true)]
    [InlineData("a.test b.test", "https://b.test", true)]
    [InlineData("a.test, b.test", "https://x.b.test", true)]
    [InlineData("a.test,\tb.test", "https://c.test", false)]
    [InlineData("b.test:443", "https://b.test", true)]
    [InlineData("b.test:444", "https://b.test", false)]
    [InlineData("b.test:444", "https://b.test:444", true)]
    [InlineData("10.0.0.0/8", "https://10.20.30.40", true)]
    [InlineData("10.1.2.3/8", "https://10.20.30.40", true)]
    [InlineData("10.0.0.0/8", "https://11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "https://10.example.test", false)]
    [InlineData("192.168.1.128/25", "https://192.168.1.127", false)]
    [InlineData("0.0.0.0/0", "https://8.8.8.8", true)]
    [InlineData("10.0.0.0/33", "https://10.0.0.1", false)]
    [InlineData("fd00::/8", "https://[fd12::1]", true)]
    [InlineData("fd00::/8", "https://[fe80::1]", false)]
    [InlineData("fd00::1", "https://[fd00::1]", true)]
    [InlineData("[fd00::1]:443", "https://[fd00:0::1]", true)]
    [InlineData("[fd00::1]:444", "https://[fd00::1]", false)]
    [InlineData("10.0.0.1", "https://[::ffff:10.0.0.1]", true)]
    [InlineData("10.0.0.1:8443", "https://10.0.0.1:8443", true)]
    [InlineData(",, ;", "https://a.test", false)]
    [InlineData(".", "https://a.test", false)]
    public void NO_PROXY_exempts(string list, string url, bool expected)
    {
        _variables["HTTPS_PROXY"] = "http://proxy.test:8080";
        _variables["NO_PROXY"] = list;

        Assert.Equal(expected, Proxy().IsBypassed(new Uri(url)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("https://127.1.2.3")]
    [InlineData("https://[::1]")]
    [InlineData("https://localhost:1")]
    public void Loopback_is_never_proxied(string url)
    {
        _variables["ALL_PROXY"] = "http://proxy.test:8080";

        Assert.Null(Proxy(new WebProxy("http://system.test")).GetProxy(new Uri(url)));
        _variables.Clear();
        Assert.Null(Proxy(new WebProxy("http://system.test")).GetProxy(new Uri(url)));
    }

    [Fact]
    public void Credentials_go_to_their_own_proxy_alone()
    {
        _variables["HTTPS_PROXY"] = "http://us%40er:Se%3Acret@proxy.test:8080";
        ICredentials? credentials = Proxy().Credentials;

        NetworkCredential? credential = credentials?.GetCredential(new Uri("http://proxy.test:8080"), "Basic");
        Assert.Equal(("us@er", "Se:cret"), (credential?.UserName, credential?.Password));
        Assert.Null(credentials?.GetCredential(new Uri("http://other.test:8080"), "Basic"));
    }

    [Theory]
    [InlineData("ftp://user:Secret@proxy.test")]
    [InlineData("http://user:Secret@")]
    [InlineData("http://user:Secret@host:99999999")]
    public void What_is_no_proxy_is_told_without_its_password(string value)
    {
        _variables["HTTPS_PROXY"] = value;
        KeepaliveException refused = Assert.Throws<KeepaliveException>(() => Proxy());

        Assert.Equal(KeepaliveErrorCode.ProxyInvalid, refused.Code);
        Assert.Contains("HTTPS_PROXY", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_do_not_print_their_passwords()
    {
        _variables["HTTPS_PROXY"] = "http://user:Secret@proxy.test";

        Assert.DoesNotContain("Secret", $"{Settings()} {NetworkSettings.Read(Environment(), null)} {ProxyAddress.Parse(Settings().Https)}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_system_is_asked_when_no_variable_is_set()
    {
        var system = new WebProxy("http://system.test:3128");
        Assert.Equal("system.test", Proxy(system).GetProxy(new Uri("https://a.test"))?.Host);

        _variables["HTTP_PROXY"] = "http://variable.test";
        Assert.Null(Proxy(system).GetProxy(new Uri("https://a.test")));
    }

    [Fact]
    public void The_words_of_a_proxy_hold_no_password_even_of_the_systems()
    {
        var system = new WebProxy("http://someone:Secret@system.test");

        Assert.Equal(new ProxyWords("system.test:80", "http", Variable: null), Proxy(system).RouteTo(new Uri("https://a.test"))?.Words);
    }

    private SystemEnvironment Environment() => new(_variables.GetValueOrDefault, isWindows: false);

    private ProxySettings Settings() => ProxySettings.Read(Environment());

    private AwsProxy Proxy(IWebProxy? system = null) => new(Settings(), system);
}
