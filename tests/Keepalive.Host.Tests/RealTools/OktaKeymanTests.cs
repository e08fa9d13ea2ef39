using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>The real aws_okta_keyman, whole, against a stand-in for Okta and STS.</summary>
public sealed class OktaKeymanTests() : LoginToolTests("aws-okta-keyman")
{
    [Fact]
    public Task Signs_in_with_a_push_and_tells_the_number() => AssertNumberIsToldAsync();

    [Fact]
    public Task A_push_that_is_denied_is_told_as_that() => AssertDenialIsToldAsync();

    [Fact]
    public async Task A_refresh_of_dead_keys_drives_it_too()
    {
        await using LoginToolHome tool = await OpenAsync(new Person());
        await tool.SetUpAsync(Recipe);
        tool.Home.WriteCredentials(Keys.Profile(LoginToolHome.Profile, "2020-01-01T00:00:00Z"));

        Run run = await tool.Home.RunAsync("refresh", "--profile", LoginToolHome.Profile);

        await tool.AssertSignedInAsync(run);
        Assert.Contains(Person.Number, run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_while_the_phone_is_awaited_ends_the_tool_too()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Answers = false });
        await tool.SetUpAsync(Recipe);

        Run run = await tool.InterruptAsync(Person.Number);

        Assert.Equal(130, run.ExitStatus);
        Assert.Empty(tool.Programs());
    }

    [Fact]
    public async Task A_role_that_is_not_offered_is_not_replaced_by_another()
    {
        await using LoginToolHome tool = await OpenAsync(new Person { Proof = Proof.None });
        await tool.SetUpAsync(Recipe, role: "Nobody");

        tool.AssertFailed(KeepaliveErrorCode.LoginRoleNotFound, "not in the tool's list", await tool.SignInAsync());
    }

    private protected override async Task<LoginToolHome> OpenAsync(Person person)
    {
        LoginToolHome home = await LoginToolHome.OpenAsync("aws_okta_keyman", new() { [OktaOrganization.Host] = new OktaOrganization(person).AnswerAsync });
        home.Write(".config/aws_okta_keyman.yml", $"""
            org: {OktaOrganization.Url}
            appid: {OktaOrganization.Application}
            region: us-east-1

            """);
        return home;
    }
}
