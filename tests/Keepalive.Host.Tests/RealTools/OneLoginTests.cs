namespace Keepalive.Host.Tests.RealTools;

/// <summary>The real onelogin-aws-login against a stand-in for OneLogin and STS.</summary>
public sealed class OneLoginTests() : LoginToolTests("onelogin-aws-cli")
{
    [Fact]
    public Task A_code_that_is_refused_is_told_as_that() => AssertRefusedCodeIsToldAsync();

    private protected override async Task<LoginToolHome> OpenAsync(Person person)
    {
        LoginToolHome home = await LoginToolHome.OpenAsync("onelogin-aws-login", new() { [OneLoginApi.Host] = new OneLoginApi(person).AnswerAsync });
        home.Write(".onelogin-aws.config", """
            [defaults]
            auto_determine_ip_address = False
            base_uri = https://api.us.onelogin.com/
            client_id = id
            client_secret = secret
            aws_app_id = 1
            subdomain = acme

            """);
        return home;
    }
}
