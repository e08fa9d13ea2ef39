using System.Text;
using Keepalive.Core.Tests.Configuration;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

/// <summary><c>loginFlow</c>: a user's wish gives way to an option, a policy's doesn't.</summary>
public sealed class LoginFlowTests : IDisposable
{
    private readonly SyntheticHome _home = new();
    private readonly SystemEnvironment _environment;

    public LoginFlowTests()
    {
        _environment = PolicyFileTests.On(_home);
        _home.WriteConfig("""
            [profile new]
            sso_session = corp
            sso_account_id = 1
            sso_role_name = r
            [sso-session corp]
            sso_start_url = https://d-1234567890.awsapps.com/start
            sso_region = us-east-1
            [profile old]
            sso_start_url = https://d-1234567890.awsapps.com/start
            sso_region = us-east-1
            sso_account_id = 1
            sso_role_name = r

            """);
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("auto", "", SignInFlow.AuthorizationCode)]
    [InlineData("browser", "SSH_TTY=/dev/pts/1", SignInFlow.AuthorizationCode)]
    [InlineData("deviceCode", "DISPLAY=:0", SignInFlow.DeviceCode)]
    public async Task A_user_s_choice_goes_before_what_the_machine_looks_like(string flow, string variables, SignInFlow expected)
    {
        _home.Variables["CLAUDE_AWS_LOGIN_FLOW"] = flow;

        Assert.Equal(expected, await FlowAsync("new", new SignInOptions(), variables.Length == 0 ? "DISPLAY=:0" : variables));
    }

    [Fact]
    public async Task An_option_goes_before_a_user_s_choice()
    {
        _home.Variables["CLAUDE_AWS_LOGIN_FLOW"] = "browser";
        Assert.Equal(SignInFlow.DeviceCode, await FlowAsync("new", new SignInOptions { UseDeviceCode = true }, "DISPLAY=:0"));

        _home.Variables["CLAUDE_AWS_LOGIN_FLOW"] = "deviceCode";
        Assert.Equal(SignInFlow.AuthorizationCode, await FlowAsync("new", new SignInOptions { Browser = "firefox" }, "DISPLAY=:0"));
    }

    [Fact]
    public async Task A_policy_goes_before_options_and_choices()
    {
        _home.Variables["CLAUDE_AWS_LOGIN_FLOW"] = "browser";
        WritePolicy("deviceCode");

        Assert.Equal(SignInFlow.DeviceCode, await FlowAsync("new", new SignInOptions { Browser = "firefox" }, "DISPLAY=:0"));
    }

    [Theory]
    [InlineData("new", true, "forbids a device code: it allows sign-in only with the browser")]
    [InlineData("old", false, "forbids a device code, but a profile that contains sso_start_url needs it")]
    public async Task What_a_policy_rules_out_is_an_error(string profile, bool useDeviceCode, string words)
    {
        WritePolicy("browser");

        KeepaliveException exception = await HomeExtensions.FailsAsync(
            () => FlowAsync(profile, new SignInOptions { UseDeviceCode = useDeviceCode }, "DISPLAY=:0"), KeepaliveErrorCode.ForbiddenByPolicy);

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    private async Task<SignInFlow> FlowAsync(string profile, SignInOptions options, string variables)
    {
        SignInProfile login = await SignInProfile.ReadAsync(profile, _environment, _home.Clock, TestContext.Current.CancellationToken);
        return HeadlessDetection.Choose(HeadlessDetectionTests.Linux(variables), login.Session, login.Decide(options)).Flow;
    }

    private void WritePolicy(string flow) => _home.Write(_environment.PolicyFile!, Encoding.UTF8.GetBytes($$"""{"loginFlow":"{{flow}}"}"""));
}
