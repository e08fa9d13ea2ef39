using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>The real aws-google-auth, whole, against stand-ins for Google's pages and STS.</summary>
public sealed class GoogleAuthTests() : LoginToolTests("aws-google-auth")
{
    [Fact]
    public Task Signs_in_with_a_prompt_on_the_phone_and_tells_the_number() => AssertNumberIsToldAsync();

    [Fact]
    public Task A_code_that_is_refused_is_told_as_that_and_no_second_one_is_typed() => AssertRefusedCodeIsToldAsync();

    [Fact]
    public async Task An_end_with_status_0_that_has_brought_no_key_is_no_success()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.None });
        await tool.SetUpAsync(Recipe);
        tool.Server.Faults.Next(SandboxOperation.AssumeRoleWithSAML, Fault.Error("AccessDenied"), times: 10);

        tool.AssertFailed(KeepaliveErrorCode.AutoLoginFailed, "left no new credential", await tool.SignInAsync());
    }

    private protected override async Task<LoginToolHome> OpenAsync(Person person)
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
