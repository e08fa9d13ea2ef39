namespace Keepalive.Host.Tests.RealTools;

/// <summary>The real saml2aws with the provider Okta, against a stand-in for it, AWS's sign-in page and STS.</summary>
public sealed class Saml2AwsTests() : LoginToolTests("saml2aws")
{
    [Fact]
    public Task Signs_in_with_a_push_and_tells_the_number() => AssertNumberIsToldAsync();

    [Fact]
    public Task A_push_that_is_denied_is_told_as_that() => AssertDenialIsToldAsync();

    [Fact]
    public Task A_code_that_is_refused_is_told_as_that() => AssertRefusedCodeIsToldAsync();

    [Fact]
    public async Task Chooses_a_role_whose_name_begins_like_another_s_in_a_list_moved_through_with_arrows()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.Code });
        await tool.SetUpAsync(Recipe, role: "DeveloperReadOnly");

        await tool.AssertSignedInAsync(await tool.SignInAsync(), "DeveloperReadOnly");
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

    private protected override async Task<LoginToolHome> OpenAsync(Person person)
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
