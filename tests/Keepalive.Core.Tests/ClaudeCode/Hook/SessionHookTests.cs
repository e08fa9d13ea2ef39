using System.Text;
using Keepalive.Aws.SecurityTokens;
using Keepalive.ClaudeCode.Hook;
using Keepalive.IdentityCenter;
using Keepalive.Testing;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.ClaudeCode.Hook;

public sealed class SessionHookTests : IDisposable
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(8);
    private static readonly TimeSpan Dead = TimeSpan.FromHours(-1);

    private readonly HookHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    [Trait("Migration", "S18")]
    public void A_good_session_is_told_nothing_and_leaves_nothing_behind()
    {
        _home.WriteKeys(Hours);

        Assert.Equal(HookAnswer.None, _home.Prompt());
        Assert.Empty(_home.Prompt().ToUtf8());
        Assert.False(Directory.Exists(_home.State));
        Assert.Empty(_home.Renewals);
    }

    [Fact]
    [Trait("Migration", "S21")]
    [Trait("Migration", "W16")]
    public void Entering_the_warning_window_is_told_once_through_systemMessage()
    {
        _home.WriteKeys(TimeSpan.FromMinutes(25));

        Assert.Equal(
            "AWS: profile 'default' expires in 25 min. To continue after that, run the profile's login tool, with ! before the command (for IAM Identity Center: ! claude-aws login).",
            _home.Prompt().Message);
        Assert.Equal(HookAnswer.None, _home.Prompt());
        _home.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HookAnswer.None, _home.Prompt());
    }

    [Fact]
    public void The_window_is_the_configured_one()
    {
        _home.Configure("""{ "warnMinutes": 10 }""").WriteKeys(TimeSpan.FromMinutes(11));

        Assert.Equal(HookAnswer.None, _home.Prompt());
        _home.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(_home.Prompt().Message);
    }

    [Fact]
    public void Each_session_is_told_for_itself()
    {
        _home.WriteKeys(TimeSpan.FromMinutes(25));

        Assert.NotNull(_home.Prompt("one").Message);
        Assert.NotNull(_home.Prompt("two").Message);
        Assert.Null(_home.Prompt("one").Message);
    }

    [Fact]
    public void A_renewal_is_told_to_whom_a_warning_was()
    {
        _home.WriteKeys(TimeSpan.FromMinutes(25));
        _home.Prompt("warned");
        _home.WriteKeys(Hours, generation: 2);

        Assert.Equal("AWS: profile 'default' is renewed and valid for 8 h 0 min.", _home.Prompt("warned").Message);
        Assert.Equal(HookAnswer.None, _home.Prompt("warned"));
        Assert.Equal(HookAnswer.None, _home.Prompt("another"));
    }

    [Fact]
    public void A_prompt_that_no_request_could_answer_is_given_back_each_time()
    {
        _home.UseWork();

        HookAnswer first = _home.Prompt();

        Assert.Equal(
            "AWS: you are not signed in to profile 'work', so no request can succeed. To continue, run ! claude-aws login. Then send the prompt again; it is still in the input box.",
            first.BlockReason);
        Assert.Null(first.Message);
        Assert.Equal(first, _home.Prompt());
    }

    [Fact]
    public void A_block_is_a_decision_with_a_reason_and_nothing_else()
    {
        _home.WriteKeys(Dead);

        string json = Encoding.UTF8.GetString(_home.Prompt().ToUtf8());

        Assert.StartsWith("{\"decision\":\"block\",\"reason\":\"AWS: profile 'default' expired 1 h 0 min ago", json, StringComparison.Ordinal);
        Assert.Equal(1, json.Count(character => character == '\n'));
        Assert.DoesNotContain("additionalContext", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_persons_own_login_command_is_named_where_it_is_known()
    {
        _home.Configure("""{ "loginCmd": "saml2aws login" }""").WriteKeys(Dead);

        Assert.Contains("To continue, run ! saml2aws login.", _home.Prompt().BlockReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_the_hooks_own_command_names_is_named_in_the_next_step()
    {
        string? reason = _home.Ask(new HookInput { Event = "UserPromptSubmit", IsOrdinaryPrompt = true }, "work").BlockReason;

        Assert.Contains("run ! claude-aws login --profile work.", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sdk-cli")]
    [InlineData(null)]
    public void Only_a_session_in_a_terminal_gets_a_prompt_back(string? entrypoint)
    {
        _home.WriteKeys(Dead);
        _home.Home.Variables["CLAUDE_CODE_ENTRYPOINT"] = entrypoint!;

        HookAnswer answer = _home.Prompt();

        Assert.Null(answer.BlockReason);
        Assert.StartsWith("AWS: profile 'default' expired", answer.Message, StringComparison.Ordinal);
        Assert.Equal(HookAnswer.None, _home.Prompt());
    }

    [Fact]
    public void Who_wants_a_warning_in_place_of_a_block_gets_it_once()
    {
        _home.Configure("""{ "whenSignedOut": "warn" }""").WriteKeys(Dead);

        Assert.StartsWith("AWS: profile 'default' expired", _home.Prompt().Message, StringComparison.Ordinal);
        Assert.Equal(HookAnswer.None, _home.Prompt());
    }

    [Fact]
    public void A_prompt_that_sees_to_the_sign_in_is_let_through_in_silence()
    {
        _home.WriteKeys(Dead);

        Assert.Equal(HookAnswer.None, _home.Prompt(isOrdinary: false));
    }

    [Fact]
    public void While_the_last_key_handed_out_lives_nothing_is_given_back()
    {
        _home.WriteKeys(Dead).HandOut("default", TimeSpan.FromMinutes(20));

        HookAnswer answer = _home.Prompt();

        Assert.Null(answer.BlockReason);
        Assert.StartsWith("AWS: profile 'default' expires in 20 min.", answer.Message, StringComparison.Ordinal);
        _home.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.NotNull(_home.Prompt().BlockReason);
    }

    [Fact]
    public void A_key_that_STS_called_dead_is_dead_whatever_its_expiry_says()
    {
        _home.WriteKeys(Hours);
        new KeyValidityCache(_home.Home.Environment, _home.Clock).Write(TestKeys.Temporary().AccessKeyId, KeyValidity.Dead, _home.Clock.GetUtcNow() + Hours);

        Assert.StartsWith("AWS: AWS rejects the key of profile 'default'", _home.Prompt().BlockReason, StringComparison.Ordinal);
    }

    [Fact]
    public void While_somebody_signs_in_the_number_is_told_once_and_nothing_is_given_back()
    {
        _home.UseWork();
        using (_home.SignIn(number: "42"))
        {
            Assert.Equal(new HookAnswer { Message = "AWS: a sign-in to 'corp' is running: choose 42 on your other device." }, _home.Prompt());
            Assert.Equal(HookAnswer.None, _home.Prompt());
        }

        Assert.NotNull(_home.Prompt().BlockReason);
    }

    [Fact]
    public void The_end_of_a_sign_in_is_told_as_a_renewal()
    {
        _home.UseWork();
        using (_home.SignIn())
        {
            _home.Prompt();
        }

        _home.WriteToken(Hours, withRefreshToken: true).WriteRole(TimeSpan.FromHours(1));

        Assert.Equal("AWS: profile 'work' is renewed and valid for 1 h 0 min.", _home.Prompt().Message);
    }

    [Fact]
    public void What_is_renewed_silently_is_nothing_to_tell()
    {
        _home.UseWork().WriteToken(TimeSpan.FromMinutes(-5), withRefreshToken: true).WriteRole(TimeSpan.FromMinutes(5));

        Assert.Equal(HookAnswer.None, _home.Prompt());
        Assert.Equal(["work"], _home.Renewals);
    }

    [Fact]
    public void A_refresh_token_that_was_refused_renews_nothing()
    {
        _home.UseWork().WriteToken(TimeSpan.FromMinutes(-5), withRefreshToken: true);
        Assert.Equal(HookAnswer.None, _home.Prompt());

        SsoToken token = SsoToken.Parse(File.ReadAllBytes(Directory.GetFiles(Path.Combine(_home.Home.Folder, ".aws", "sso", "cache")).Single()))!;
        RefusedToken.Remember(new TokenState(_home.Home.Environment, SignedInHome.Session), token);

        Assert.Contains("! claude-aws login", _home.Prompt().BlockReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_without_refresh_token_counts_to_its_own_end()
    {
        _home.UseWork().WriteToken(TimeSpan.FromMinutes(20), withRefreshToken: false).WriteRole(TimeSpan.FromMinutes(10));

        Assert.StartsWith("AWS: profile 'work' expires in 20 min.", _home.Prompt().Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Migration", "W26")]
    public void A_session_that_has_ended_already_is_renewed_in_the_background_too()
    {
        _home.Configure("""{ "autoLoginCmd": "login-tool" }""").WriteKeys(Dead);

        HookAnswer answer = _home.Prompt();

        Assert.Equal(["default"], _home.Renewals);
        Assert.Null(answer.BlockReason);
        Assert.Contains("Automatic login (autoLoginCmd) ", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Migration", "S20")]
    public void Inside_the_window_the_renewal_is_started_and_before_it_is_not()
    {
        _home.Configure("""{ "autoLoginCmd": "login-tool", "autoLoginMinutes": 45, "warnMinutes": 5 }""").WriteKeys(TimeSpan.FromMinutes(46));

        _home.Prompt();
        Assert.Empty(_home.Renewals);
        _home.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HookAnswer.None, _home.Prompt());
        Assert.Equal(["default"], _home.Renewals);
    }

    [Fact]
    public void A_policy_against_automatic_logins_starts_none_and_gives_the_prompt_back()
    {
        _home.Configure("""{ "autoLoginCmd": "login-tool", "forbidAutoLogin": true }""").WriteKeys(Dead);

        Assert.NotNull(_home.Prompt().BlockReason);
        Assert.Empty(_home.Renewals);
    }

    [Fact]
    public void An_automatic_login_that_failed_is_told_with_what_to_do()
    {
        _home.Configure("""{ "autoLoginCmd": "login-tool" }""").WriteKeys(Dead);
        new SignInLedger(WorkerPaths.OfProfile(_home.Home.Environment, "default"), _home.Clock).Write(
            _home.Entry(SignInPhase.Failed) with { Ended = _home.Clock.GetUtcNow(), Outcome = ("Code", "it ended with exit status 1", "advice") });

        HookAnswer answer = _home.Prompt();

        Assert.Contains("Automatic login (autoLoginCmd) failed: it ended with exit status 1. To sign in yourself, run the profile's login tool", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Migration", "S19")]
    public void What_nothing_tells_the_end_of_is_left_alone()
    {
        _home.WriteKeys(null);

        Assert.Equal(HookAnswer.None, _home.Prompt());
    }

    [Fact]
    [Trait("Migration", "W4")]
    public void A_program_that_gives_keys_is_never_run_by_the_hook()
    {
        string trace = Path.Combine(_home.Home.Folder, "trace");
        _home.Home.WriteConfig($"[default]\ncredential_process = touch {trace}\n");
        _home.HandOut("default", Dead);

        Assert.Equal(HookAnswer.None, _home.Prompt());
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public void A_clock_that_is_off_is_told_once()
    {
        _home.WriteKeys(Hours).WriteClockSkew(TimeSpan.FromMinutes(12));

        Assert.Equal("AWS: this machine's clock is 12 min behind AWS's. Synchronize it, otherwise AWS may reject requests.", _home.Prompt().Message);
        Assert.Equal(HookAnswer.None, _home.Prompt());
    }

    [Fact]
    public void A_rehearsal_starts_no_renewal()
    {
        _home.Configure("""{ "autoLoginCmd": "login-tool" }""").WriteKeys(Dead);
        _home.Home.Variables["CLAUDE_AWS_REHEARSE"] = "1";

        _home.Prompt();

        Assert.Empty(_home.Renewals);
    }

    [Fact]
    public void A_session_start_names_the_file_to_watch_and_makes_it()
    {
        _home.WriteKeys(Hours);

        HookAnswer answer = _home.Start();

        Assert.Equal(new HookAnswer { WatchPath = _home.Notice().Path }, answer);
        Assert.True(Path.IsPathFullyQualified(answer.WatchPath!));
        Assert.True(File.Exists(answer.WatchPath));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(answer.WatchPath));
        }

        Assert.StartsWith("{\"hookSpecificOutput\":{\"hookEventName\":\"SessionStart\",\"watchPaths\":[\"", Encoding.UTF8.GetString(answer.ToUtf8()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_start_tells_what_is_and_the_first_prompt_does_not_repeat_it()
    {
        _home.WriteKeys(TimeSpan.FromMinutes(25));

        Assert.StartsWith("AWS: profile 'default' expires in 25 min.", _home.Start().Message, StringComparison.Ordinal);
        Assert.Equal(HookAnswer.None, _home.Prompt());
    }

    [Fact]
    public void A_login_elsewhere_is_a_toast_in_the_idle_session_and_told_once()
    {
        _home.WriteKeys(Dead);
        _home.Start();
        _home.WriteKeys(Hours, generation: 2);
        _home.Notice().Post(NoticeKind.SignedIn);

        Assert.Equal("AWS: signed in to profile 'default', valid for 8 h 0 min.", _home.Change(_home.Notice().Path).Message);
        Assert.Equal(HookAnswer.None, _home.Prompt());
    }

    [Fact]
    public void A_login_that_is_needed_is_a_toast_too()
    {
        _home.UseWork();
        _home.Notice("work").Post(NoticeKind.SignInNeeded);

        Assert.Equal("AWS: a sign-in to profile 'work' is needed: run ! claude-aws login.", _home.Change(_home.Notice("work").Path).Message);
    }

    [Fact]
    public void Other_files_and_old_notices_are_nobodys_news()
    {
        _home.WriteKeys(Hours);
        _home.Notice().Post(NoticeKind.SignedIn);

        Assert.Equal(HookAnswer.None, _home.Change(_home.Home.CredentialsPath));
        _home.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HookAnswer.None, _home.Change(_home.Notice().Path));
    }

    [Theory]
    [InlineData("authentication_failed")]
    [InlineData("cloud_credential_error")]
    public void A_turn_that_failed_for_its_key_starts_the_renewal(string error)
    {
        _home.Configure("""{ "autoLoginCmd": "login-tool" }""").WriteKeys(Hours);

        Assert.Equal(HookAnswer.None, _home.Fail(error));
        Assert.Equal(["default"], _home.Renewals);
        Assert.Null(_home.Notice().Read());
    }

    [Fact]
    public void A_turn_that_failed_where_a_person_is_needed_tells_the_idle_sessions_once()
    {
        _home.WriteKeys(Dead);

        _home.Fail("authentication_failed");
        DateTimeOffset at = _home.Notice().Read()!.Value.At;
        _home.Clock.Advance(TimeSpan.FromMinutes(1));
        _home.Fail("authentication_failed", "another");

        Assert.Equal((NoticeKind.SignInNeeded, at), _home.Notice().Read());
    }

    [Fact]
    public void A_turn_that_failed_for_another_reason_is_none_of_ours()
    {
        _home.Configure("""{ "autoLoginCmd": "login-tool" }""").WriteKeys(Dead);

        _home.Fail("rate_limit");

        Assert.Empty(_home.Renewals);
        Assert.Null(_home.Notice().Read());
    }

    [Fact]
    public void No_field_of_an_answer_is_for_the_model()
    {
        string json = System.Text.Encoding.UTF8.GetString(new HookAnswer { BlockReason = "b", Message = "m", WatchPath = "/w" }.ToUtf8());

        Assert.Equal("""{"decision":"block","reason":"b","systemMessage":"m","hookSpecificOutput":{"hookEventName":"SessionStart","watchPaths":["/w"]}}""" + "\n", json);
        Assert.Equal("""{"systemMessage":"m"}""" + "\n", System.Text.Encoding.UTF8.GetString(new HookAnswer { Message = "m" }.ToUtf8()));
    }

    [Fact]
    public void An_event_that_nobody_knows_is_answered_with_nothing() =>
        Assert.Equal(HookAnswer.None, _home.WriteKeys(Dead).Ask(new HookInput { Event = "WorktreeCreate" }));

    [Fact]
    public void Names_draw_nothing_on_the_terminal()
    {
        _home.Configure("""{ "loginCmd": "tool \u001b[2J\u0007" }""").WriteKeys(Dead);

        Assert.DoesNotContain(_home.Prompt().BlockReason!, char.IsControl);
    }
}
