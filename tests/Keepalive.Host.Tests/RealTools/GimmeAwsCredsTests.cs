using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>The real gimme-aws-creds, whole, in its classic flow against a stand-in for Okta and STS.</summary>
public sealed class GimmeAwsCredsTests
{
    private const string Recipe = "gimme-aws-creds";

    [Fact]
    public async Task Signs_in_with_a_push_and_tells_the_number()
    {
        await using LoginToolHome tool = await OpenAsync(new Person());
        await tool.SetUpAsync(Recipe);

        Run run = await tool.SignInAsync();

        await tool.AssertSignedInAsync(run);
        Assert.Contains(Person.Number, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chooses_the_role_by_its_name_out_of_the_list()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.None });
        await tool.SetUpAsync(Recipe, role: "Developer");

        await tool.AssertSignedInAsync(await tool.SignInAsync());
    }

    [Fact]
    public async Task Signs_in_with_a_one_time_code_of_the_stored_seed()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.Code });
        await tool.SetUpAsync(Recipe);

        await tool.AssertSignedInAsync(await tool.SignInAsync());
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
    public async Task A_push_that_is_denied_is_no_question_for_a_code()
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
        LoginToolHome home = await LoginToolHome.OpenAsync("gimme-aws-creds", new() { [OktaOrganization.Host] = new OktaOrganization(person).AnswerAsync });
        home.Write(".okta_aws_login_config", $"""
            [{LoginToolHome.Profile}]
            okta_org_url = {OktaOrganization.Url}
            gimme_creds_server = appurl
            app_url = {OktaOrganization.ApplicationUrl}
            write_aws_creds = True
            cred_profile = {LoginToolHome.Profile}
            device_token = device
            resolve_aws_alias = False
            force_classic = True

            """);
        return home;
    }
}
