namespace Keepalive.Host.Tests.RealTools;

/// <summary>The real onelogin-aws-login against a stand-in for OneLogin and STS.</summary>
public sealed class OneLoginTests
{
    private const string Recipe = "onelogin-aws-cli";

    [Theory]
    [InlineData(Person.Role)]
    [InlineData("Developer")]
    public async Task Signs_in_with_a_one_time_code_and_chooses_the_role(string role)
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.Code });
        await tool.SetUpAsync(Recipe, role: role);

        await tool.AssertSignedInAsync(await tool.SignInAsync());
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_then_never_again()
    {
        var person = new Person { Proof = Proof.Code };
        await using LoginToolHome tool = await OpenAsync(person);
        await tool.SetUpAsync(Recipe, password: "PlantedPassword-of-last-year");

        tool.AssertFailed(KeepaliveErrorCode.LoginPasswordRejected, "has refused the stored password", await tool.SignInAsync());
        tool.AssertFailed(KeepaliveErrorCode.PasswordRejected, "", await tool.SignInAsync());

        Assert.Equal(1, person.Attempts);
    }

    [Fact]
    public async Task A_code_that_is_refused_is_told_as_that()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.Code });
        await tool.SetUpAsync(Recipe);
        await tool.StoreAsync("totp", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");

        tool.AssertFailed(KeepaliveErrorCode.MfaCodeRejected, "has not taken the one-time code", await tool.SignInAsync());
    }

    private static async Task<LoginToolHome> OpenAsync(Person person)
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
