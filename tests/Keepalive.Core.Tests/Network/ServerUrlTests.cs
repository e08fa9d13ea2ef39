using Keepalive.Network;

namespace Keepalive.Tests.Network;

public sealed class ServerUrlTests
{
    [Theory]
    [InlineData("https://d-1234567890.awsapps.com/start/#/device?user_code=ABCD-EFGH")]
    [InlineData("https://ssoins-1.portal.us-east-1.app.aws/device")]
    [InlineData("https://view.awsapps.cn/x")]
    [InlineData("https://identitycenter.amazonaws.com/ssoins-1")]
    [InlineData("https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH")]
    [InlineData("https://oidc.us-east-1.amazonaws.com/authorize?x=1")]
    [InlineData("https://oidc-fips.us-east-1.api.aws/authorize")]
    [InlineData("https://oidc.cn-north-1.amazonaws.com.cn/authorize")]
    public void A_page_of_AWS_is_opened(string url) => Assert.Equal(new Uri(url), ServerUrl.Check(url, "sign-in page", null));

    [Theory]
    [InlineData(null, "no URL")]
    [InlineData("", "no URL")]
    [InlineData("start", "no URL")]
    [InlineData("file:///etc/passwd", "no URL")]
    [InlineData("javascript:alert(1)", "no URL")]
    [InlineData("http://d-1.awsapps.com/start", "not https")]
    [InlineData("http://127.0.0.1:18080/device", "not https")]
    [InlineData("https://awsapps.com.example.test/start", "not a sign-in host")]
    [InlineData("https://notawsapps.com/start", "not a sign-in host")]
    [InlineData("https://bucket.s3.us-east-1.amazonaws.com/", "not a sign-in host")]
    [InlineData("https://oidc.s3.us-east-1.amazonaws.com/", "not a sign-in host")]
    [InlineData("https://oidc.amazonaws.com/", "not a sign-in host")]
    [InlineData("https://oidc.example.test/", "not a sign-in host")]
    [InlineData("https://d-1.awsapps.com:8443/", "not a sign-in host")]
    [InlineData("https://d-1.awsapps.com@example.test/", "user name")]
    public void Anything_else_is_not(string? url, string reason)
    {
        KeepaliveException refused = Assert.Throws<KeepaliveException>(() => ServerUrl.Check(url, "sign-in page", null));

        Assert.Equal(KeepaliveErrorCode.ServerUrlRefused, refused.Code);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configured_endpoint_may_lead_to_itself_and_nowhere_else()
    {
        var endpoint = new Uri("http://127.0.0.1:18080/");

        Assert.Equal("/device", ServerUrl.Check("http://127.0.0.1:18080/device", "page", endpoint).AbsolutePath);
        Assert.Throws<KeepaliveException>(() => ServerUrl.Check("http://127.0.0.1:18081/device", "page", endpoint));
        Assert.Throws<KeepaliveException>(() => ServerUrl.Check("https://127.0.0.1:18080/device", "page", endpoint));
    }
}
