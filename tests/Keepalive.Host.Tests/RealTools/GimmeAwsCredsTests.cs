namespace Keepalive.Host.Tests.RealTools;

/// <summary>The real gimme-aws-creds, whole, in its classic flow against a stand-in for Okta and STS.</summary>
public sealed class GimmeAwsCredsTests() : LoginToolTests("gimme-aws-creds")
{
    [Fact]
    public Task Signs_in_with_a_push_and_tells_the_number() => AssertNumberIsToldAsync();

    [Fact]
    public Task A_push_that_is_denied_is_no_question_for_a_code() => AssertDenialIsToldAsync();

    [Fact]
    public Task A_code_that_is_refused_is_told_as_that() => AssertRefusedCodeIsToldAsync();

    private protected override async Task<LoginToolHome> OpenAsync(Person person)
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
