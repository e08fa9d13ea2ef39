using Keepalive.Aws.AccessKeys;
using Keepalive.ClaudeCode.Hook;
using Keepalive.ConsoleLogin;
using Keepalive.Sessions;
using Keepalive.Testing;
using Keepalive.Tokens;

namespace Keepalive.Core.Tests.ConsoleLogin;

/// <summary>A session of <c>aws login</c> as the hook, the status line and the lists see it: from its file alone.</summary>
public sealed class ConsoleSessionTests : IRenewalLauncher, IDisposable
{
    private readonly ConsoleLoginHome _home = new();
    private readonly List<string> _renewals = [];

    public ConsoleSessionTests() => _home.Home.Variables["AWS_PROFILE"] = "console";

    [Theory]
    [InlineData(14, SessionVerdict.Valid)]
    [InlineData(2, SessionVerdict.Valid)]
    [InlineData(-600, SessionVerdict.NotAsked)]
    public void While_it_has_a_refresh_token_no_person_is_needed(int minutes, SessionVerdict verdict)
    {
        _home.Write(TimeSpan.FromMinutes(minutes));

        SessionSnapshot session = _home.Home.Reader().Look("console");

        Assert.Equal((verdict, CredentialSourceKind.Login, SessionRenewal.Silently, true), (session.Verdict, session.Source, session.Renewal, session.ComesFromSignIn));
        Assert.Null(session.Left);
        Assert.True(session.IsAlive);
    }

    [Fact]
    public void Without_one_the_end_of_the_credential_is_the_end_of_the_session()
    {
        _home.Write(TimeSpan.FromMinutes(9), without: "refreshToken");

        SessionSnapshot session = _home.Home.Reader().Look("console");

        Assert.Equal((SessionVerdict.EndsSoon, SessionRenewal.Person, TimeSpan.FromMinutes(9)), (session.Verdict, session.Renewal, session.Left));
    }

    [Fact]
    public void A_refused_refresh_token_means_that_a_person_must_sign_in()
    {
        _home.Write(TimeSpan.FromMinutes(-1));
        var kind = new LoginTokenKind(_home.Home.Environment, ConsoleLoginHome.Session);
        RefusedToken.Remember(kind.State, LoginToken.Parse(File.ReadAllBytes(_home.File))!);

        SessionSnapshot session = _home.Home.Reader().Look("console");

        Assert.Equal((SessionVerdict.Unusable, KeepaliveErrorCode.SignInRequired, true), (session.Verdict, session.ErrorCode, session.HasEnded));
    }

    [Fact]
    public void A_profile_that_nobody_has_signed_in_to_is_told_with_the_command()
    {
        HookAnswer answer = Prompt();

        Assert.Contains("claude-aws login", answer.Message ?? answer.BlockReason, StringComparison.Ordinal);
        Assert.Empty(_renewals);
    }

    [Fact]
    public void A_hook_starts_a_renewal_only_when_there_is_something_to_renew()
    {
        _home.Write(TimeSpan.FromMinutes(14));
        Prompt();
        Assert.Empty(_renewals);

        _home.Write(TimeSpan.FromMinutes(4));
        Prompt();
        Assert.Equal(["console"], _renewals);
    }

    [Fact]
    public void A_role_behind_it_is_renewed_silently()
    {
        _home.Write(TimeSpan.FromMinutes(-1));
        _home.Home.WriteConfig($"[profile console]\nlogin_session = {ConsoleLoginHome.Arn}\n[profile role]\nrole_arn = arn:aws:iam::012345678910:role/dev\nsource_profile = console\n");

        SessionSnapshot session = _home.Home.Reader().Look("role");

        Assert.Equal((SessionVerdict.NotAsked, SessionRenewal.Silently, true), (session.Verdict, session.Renewal, session.ComesFromSignIn));
    }

    [Fact]
    public void The_list_of_profiles_shows_it()
    {
        _home.Write(TimeSpan.FromMinutes(14));

        SessionSnapshot session = Assert.Single(_home.Home.Reader().LookAll());

        Assert.Equal(("console", SessionVerdict.Valid), (session.Profile, session.Verdict));
    }

    void IRenewalLauncher.Launch(string profile) => _renewals.Add(profile);

    public void Dispose() => _home.Dispose();

    private HookAnswer Prompt() => new SessionHook(_home.Home.Environment, _home.Home.Clock, this).Answer(
        HookInput.Parse("{\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"hello\",\"session_id\":\"s\"}"u8)!, profile: null);
}
