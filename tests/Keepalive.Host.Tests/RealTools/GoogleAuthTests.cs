using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>The real aws-google-auth, whole, against stand-ins for Google's pages and STS.</summary>
public sealed class GoogleAuthTests
{
    private const string Recipe = "aws-google-auth";

    [Fact]
    public async Task Signs_in_with_a_prompt_on_the_phone_and_tells_the_number()
    {
        await using LoginToolHome tool = await OpenAsync(new Person());
        await tool.SetUpAsync(Recipe);

        Run run = await tool.SignInAsync();

        await tool.AssertSignedInAsync(run);
        Assert.Contains(Person.Number, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signs_in_with_a_one_time_code_and_chooses_the_role_by_its_name()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.Code });
        await tool.SetUpAsync(Recipe, role: "Developer");

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
    public async Task A_code_that_is_refused_is_told_as_that_and_no_second_one_is_typed()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.Code });
        await tool.SetUpAsync(Recipe);
        await tool.StoreAsync("totp", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");

        tool.AssertFailed(KeepaliveErrorCode.MfaCodeRejected, "has not taken the one-time code", await tool.SignInAsync());
    }

    [Fact]
    public async Task An_end_with_status_0_that_has_brought_no_key_is_no_success()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.None });
        await tool.SetUpAsync(Recipe);
        tool.Server.Faults.Next(SandboxOperation.AssumeRoleWithSAML, Fault.Error("AccessDenied"), times: 10);

        tool.AssertFailed(KeepaliveErrorCode.AutoLoginFailed, "has left no new credential", await tool.SignInAsync());
    }

    private static async Task<LoginToolHome> OpenAsync(Person person)
    {
        var pages = new GooglePages(person);
        LoginToolHome home = await LoginToolHome.OpenAsync(
            "aws-google-auth", new() { [GooglePages.Host] = pages.AnswerAsync, [GooglePages.PhoneHost] = pages.AnswerAsync });
        home.Home.WriteConfig($"""
            [profile {LoginToolHome.Profile}]
            region = us-east-1
            google_config.google_idp_id = C0example
            google_config.google_sp_id = 123456789012
            google_config.duration = 3600

            """.ReplaceLineEndings("\n"));
        return home;
    }
}
