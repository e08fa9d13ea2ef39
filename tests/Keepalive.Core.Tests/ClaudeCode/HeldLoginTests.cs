using Keepalive.ClaudeCode.StatusLine;
using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Sessions;

namespace Keepalive.Core.Tests.ClaudeCode;

/// <summary>What Claude Code shows while the automatic login is held: by a refused password, or by a denied second factor.</summary>
public sealed class HeldLoginTests : IDisposable
{
    private const string Recipe = """{ "recipe": "saml2aws", "loginCmd": "corp-login" }""";

    private static readonly TimeSpan Dead = TimeSpan.FromHours(-1);

    private readonly HookHome _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LoginBreaker Breaker => new(_home.Home.Environment, SecretName.ForProfile("default", SecretKind.Password), _home.Clock);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void While_nothing_is_in_its_way_the_recipe_gets_the_prompt_and_the_renewal_is_started()
    {
        _home.Configure(Recipe).WriteKeys(Dead);

        Assert.Null(_home.Prompt().BlockReason);
        Assert.Equal(["default"], _home.Renewals);
    }

    [Fact]
    public async Task A_refused_password_gives_the_prompt_back_says_why_and_starts_nothing()
    {
        _home.Configure(Recipe).WriteKeys(Dead);
        await Breaker.PasswordRejectedAsync("f1", Stop);

        string reason = _home.Prompt().BlockReason!;

        Assert.Contains("The stored password of profile 'default' was rejected", reason, StringComparison.Ordinal);
        Assert.Contains("claude-aws secret set) and run ! claude-aws autologin", reason, StringComparison.Ordinal);
        Assert.Empty(_home.Renewals);
    }

    [Fact]
    public async Task A_denied_second_factor_names_the_login_of_the_person_and_the_pause_ends()
    {
        _home.Configure(Recipe).WriteKeys(Dead);
        await Breaker.MfaFailedAsync(Stop);

        string reason = _home.Prompt().BlockReason!;
        Assert.Contains("Automatic login is paused for 2 min. To continue, run ! corp-login", reason, StringComparison.Ordinal);
        Assert.Empty(_home.Renewals);

        _home.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(_home.Prompt().BlockReason);
        Assert.Equal(["default"], _home.Renewals);
    }

    [Fact]
    public async Task Where_no_recipe_is_set_the_breaker_is_nobody_s_business()
    {
        _home.Configure("""{ "autoLoginCmd": "corp-login" }""").WriteKeys(Dead);
        await Breaker.PasswordRejectedAsync("f1", Stop);

        Assert.Null(_home.Prompt().BlockReason);
        Assert.Equal(["default"], _home.Renewals);
    }

    [Theory]
    [InlineData(60, "AWS: EXPIRED, password rejected")]
    [InlineData(20, "AWS: EXPIRED")]
    [InlineData(8, "EXPIRED")]
    public async Task The_status_line_says_so_where_it_has_room(int room, string text)
    {
        _home.Configure(Recipe).WriteKeys(Dead);
        await Breaker.PasswordRejectedAsync("f1", Stop);
        SessionSnapshot outlook = new SessionReader(
            _home.Home.Environment, ConfigurationFile.Read(_home.Home.Environment, _home.Clock), _home.Clock).Look(requested: null);

        Assert.Equal(text, StatusLineText.Write(outlook, new StatusLineStyle(HasColour: false, IsUnicode: true, Columns: null), room));
    }
}
