using Keepalive.SignIn;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.SignIn;

public class TrustedPageTests
{
    private static readonly Uri Aws = new("https://oidc.eu-central-1.amazonaws.com/authorize");
    private static readonly Uri Sandbox = new("http://127.0.0.1:5005/authorize");

    [Theory]
    [InlineData("https://oidc.eu-central-1.amazonaws.com/authorize", true)]
    [InlineData("https://device.sso.eu-central-1.amazonaws.com/", true)]
    [InlineData("https://d-1234567890.awsapps.com/start/#/device", true)]
    [InlineData("https://my-company.awsapps.com/start", true)]
    [InlineData("https://ssoins-1234.eu-central-1.portal.amazonaws.com/", true)]
    [InlineData("https://device.sso.eu-west-9.amazonaws.com/", false)]
    [InlineData("https://awsapps.com.example.org/", false)]
    [InlineData("https://evilawsapps.com/", false)]
    [InlineData("https://oidc.eu-central-1.amazonaws.com.example.org/", false)]
    [InlineData("https://user@oidc.eu-central-1.amazonaws.com/", false)]
    [InlineData("http://oidc.eu-central-1.amazonaws.com/", false)]
    [InlineData("http://127.0.0.1:5005/", false)]
    [InlineData("javascript:alert(1)", false)]
    public void A_page_of_aws_is_https_at_the_service_or_a_portal(string page, bool isTrusted) => Check(Aws, page, isTrusted);

    [Theory]
    [InlineData("http://127.0.0.1:5005/device", true)]
    [InlineData("http://localhost:5005/device", true)]
    [InlineData("http://[::1]:5005/device", true)]
    [InlineData("http://127.0.0.1.example.org/", false)]
    [InlineData("https://d-1234567890.awsapps.com/start", false)]
    public void A_rehearsal_stays_on_this_machine(string page, bool isTrusted) => Check(Sandbox, page, isTrusted);

    private static void Check(Uri endpoint, string page, bool isTrusted)
    {
        var service = new FakeSignInService { AuthorizationEndpoint = endpoint };
        Exception? exception = Record.Exception(() => TrustedPage.Require(new Uri(page), FakeSignInService.Session, service));

        Assert.Equal(isTrusted, exception is null);
        Assert.True(exception is null or KeepaliveException { Code: KeepaliveErrorCode.SignInPageUntrusted });
    }
}
