using Keepalive.Aws.Network;

namespace Keepalive.Core.Tests.Aws.Network;

public sealed class ProxyAddressTests
{
    [Theory]
    [InlineData("http://user:p@ss@proxy.test:8080", "user", "p@ss")]
    [InlineData("user@corp:p@@ss@proxy.test:8080", "user@corp", "p@@ss")]
    [InlineData("http://us%40er:p%40ss@proxy.test:8080", "us@er", "p@ss")]
    [InlineData("http://user:a:b@proxy.test:8080", "user", "a:b")]
    [InlineData("http://user:100%@proxy.test:8080", "user", "100%")]
    [InlineData("http://user@proxy.test:8080/x", "user", "")]
    public void The_last_at_sign_ends_the_password(string value, string name, string password)
    {
        ProxyAddress proxy = ProxyAddress.Parse(new ProxyVariable(value, "HTTPS_PROXY"))!;

        Assert.Equal("http://proxy.test:8080/", proxy.Url.AbsoluteUri);
        Assert.Equal((name, password), (proxy.Credential?.UserName, proxy.Credential?.Password));
    }

    [Theory]
    [InlineData("http://user:p#ss@proxy.test:8080", "its name or password contains '/', '#' or '?'")]
    [InlineData("http://user:p/ss@proxy.test:8080", "its name or password contains '/', '#' or '?'")]
    [InlineData("http://user:8/ss@proxy.test:8080", "its name or password contains '/', '#' or '?'")]
    [InlineData("user:p@user/x@proxy.test:8080", "its name or password contains '/', '#' or '?'")]
    [InlineData("http://a\u200eb\u0001", "not a URL")]
    [InlineData("http://", "not a URL")]
    [InlineData("http://user:pass@proxy.test:8o80", "its port is not a number")]
    [InlineData("proxy.test:99999", "its port is not a number")]
    [InlineData("http://[::1", "not a URL")]
    public void What_is_no_address_is_an_error_that_repeats_nothing(string value, string expected)
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => ProxyAddress.Parse(new ProxyVariable(value, "HTTPS_PROXY")));

        Assert.Equal(KeepaliveErrorCode.ProxyInvalid, exception.Code);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("user", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:p/ss@proxy.test:8080", "write %2F for '/', %23 for '#' and %3F for '?'. The form of HTTPS_PROXY is http://user:password@host:port.")]
    [InlineData("gopher://proxy.test", "Set HTTPS_PROXY to http://host:port, or remove it.")]
    public void The_next_step_fits_the_reason(string value, string expected) => Assert.EndsWith(
        expected, Assert.Throws<KeepaliveException>(() => ProxyAddress.Parse(new ProxyVariable(value, "HTTPS_PROXY"))).Advice, StringComparison.Ordinal);
}
