using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>The real saml2aws with the provider Okta, against a stand-in for it, AWS's sign-in page and STS.</summary>
public sealed class Saml2AwsTests
{
    private const string Recipe = "saml2aws";

    [Fact]
    public async Task Signs_in_with_a_push_and_tells_the_number()
    {
        await using LoginToolHome tool = await OpenAsync(new Person());
        await tool.SetUpAsync(Recipe);

        Run run = await tool.SignInAsync();

        await tool.AssertSignedInAsync(run);
        Assert.Contains(Person.Number, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Developer")]
    [InlineData("DeveloperReadOnly")]
    public async Task Chooses_the_role_by_its_name_in_a_list_moved_through_with_arrows(string role)
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.Code });
        await tool.SetUpAsync(Recipe, role: role);

        await tool.AssertSignedInAsync(await tool.SignInAsync(), role);
    }

    [Fact]
    public async Task Keys_that_are_still_good_are_renewed_all_the_same()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.None });
        await tool.SetUpAsync(Recipe);
        await tool.AssertSignedInAsync(await tool.SignInAsync());
        string first = await File.ReadAllTextAsync(tool.Home.CredentialsFile, TestContext.Current.CancellationToken);

        await tool.AssertSignedInAsync(await tool.SignInAsync());

        Assert.NotEqual(first, await File.ReadAllTextAsync(tool.Home.CredentialsFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_then_never_again()
    {
        var person = new Person();
        await using LoginToolHome tool = await OpenAsync(person);
        await tool.SetUpAsync(Recipe, password: "PlantedPassword-of-last-year");

        tool.AssertFailed(KeepaliveErrorCode.LoginPasswordRejected, "has refused the stored password", await tool.SignInAsync());
        tool.AssertFailed(KeepaliveErrorCode.PasswordRejected, "", await tool.SignInAsync());

        Assert.Equal(1, person.Attempts);
    }

    [Fact]
    public async Task A_push_that_is_denied_is_told_as_that()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Approves = false });
        await tool.SetUpAsync(Recipe);

        tool.AssertFailed(KeepaliveErrorCode.MfaDenied, "The second factor was denied", await tool.SignInAsync());
        tool.AssertFailed(KeepaliveErrorCode.MfaCoolingDown, "", await tool.SignInAsync());
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
        LoginToolHome home = await LoginToolHome.OpenAsync(
            "saml2aws", new() { [OktaOrganization.Host] = new OktaOrganization(person).AnswerAsync, [AwsSignInPage.Host] = AwsSignInPage.AnswerAsync });
        home.Write(".saml2aws", $"""
            [default]
            url = {OktaOrganization.ApplicationUrl}
            provider = Okta
            mfa = Auto
            skip_verify = false
            timeout = 0
            aws_urn = urn:amazon:webservices
            aws_session_duration = 3600
            aws_profile = saml
            region = us-east-1

            """);
        home.Home.WriteCredentials(string.Empty);
        return home;
    }
}
