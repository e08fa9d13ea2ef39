using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.ConsoleLogin;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.ClaudeCode.Hook;

/// <summary>
/// Answers Claude Code's hooks: tells a person what has changed for this session, gives a prompt back that no request could answer,
/// and starts the renewal in the background. It waits for nothing.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The machine's clock.</param>
/// <param name="renewal">Starts the renewal.</param>
public sealed class SessionHook(SystemEnvironment environment, TimeProvider clock, IRenewalLauncher renewal)
{
    /// <summary>A notice older than this is told by nothing that has just happened.</summary>
    private static readonly TimeSpan NoticeIsNews = TimeSpan.FromMinutes(5);

    /// <summary>CLAUDE_CODE_ENTRYPOINT of a session in a terminal: elsewhere a prompt that is given back looks like one that was answered.</summary>
    private const string Interactive = "cli";

    /// <summary>Answers.</summary>
    /// <param name="input">What the client handed over.</param>
    /// <param name="profile">The profile, or null for the one in use.</param>
    /// <exception cref="KeepaliveException">What the profile has can't be told.</exception>
    public HookAnswer Answer(HookInput input, string? profile)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Event switch
        {
            HookEvents.UserPromptSubmit => AnswerPrompt(input, Look(profile)),
            HookEvents.SessionStart => AnswerStart(input, profile),
            HookEvents.FileChanged => AnswerChange(input, Look(profile)),
            HookEvents.StopFailure => AnswerFailure(input, profile),
            _ => HookAnswer.None,
        };
    }

    private SessionSnapshot Look(string? profile) =>
        new SessionReader(environment, ConfigurationFile.Read(environment, clock), clock).Look(profile);

    private HookAnswer AnswerPrompt(HookInput input, SessionSnapshot session)
    {
        RenewInTime(session);
        if (!input.IsOrdinaryPrompt)
        {
            return HookAnswer.None; // The person is at it.
        }

        bool blocks = HookNews.StageOf(session) == HookStage.Ended
            && session is { SignsInByItself: false, IsSigningIn: false, Settings.WhenSignedOut: SignedOutPrompt.Block }
            && environment.Get("CLAUDE_CODE_ENTRYPOINT") == Interactive;
        string? message = Tell(input, session);
        return blocks ? new HookAnswer { BlockReason = HookWords.Blocked(session) } : new HookAnswer { Message = message };
    }

    private HookAnswer AnswerStart(HookInput input, string? profile)
    {
        SessionSnapshot session = Look(profile);
        RenewInTime(session);
        return new HookAnswer { Message = Tell(input, session), WatchPath = Watch(session) };
    }

    private HookAnswer AnswerChange(HookInput input, SessionSnapshot session)
    {
        SessionNotice notice = NoticeOf(session);
        if (input.FilePath is null || !IsSame(input.FilePath, notice.Path) || notice.Read() is not var (kind, at) || clock.GetUtcNow() - at > NoticeIsNews)
        {
            return HookAnswer.None;
        }

        // What is told here is not told again by the next prompt.
        Tell(input, session);
        return new HookAnswer { Message = kind == NoticeKind.SignedIn ? HookWords.SignedIn(session) : HookWords.SignInNeeded(session) };
    }

    /// <summary>Claude Code shows no answer to this event: the renewal is started, and idle sessions are informed when a person is needed.</summary>
    private HookAnswer AnswerFailure(HookInput input, string? profile)
    {
        if (input.Error is "authentication_failed" or "cloud_credential_error")
        {
            SessionSnapshot session = Look(profile);
            Renew(session);
            if (session is { HasEnded: true, SignsInByItself: false, IsSigningIn: false })
            {
                NoticeOf(session).Post(NoticeKind.SignInNeeded);
            }
        }

        return HookAnswer.None;
    }

    private string? Tell(HookInput input, SessionSnapshot session)
    {
        var memory = new HookMemory(environment, input.SessionId, clock);
        HookState before = memory.Read().Of(session.Profile ?? string.Empty);
        (string? message, HookState told) = HookNews.Of(session, before);
        if (told != before)
        {
            memory.Write(told);
        }

        return message;
    }

    private string Watch(SessionSnapshot session)
    {
        SessionNotice notice = NoticeOf(session);
        notice.Prepare();
        return notice.Path;
    }

    private SessionNotice NoticeOf(SessionSnapshot session) => new(environment, session.Profile ?? string.Empty, clock);

    private void RenewInTime(SessionSnapshot session)
    {
        // Before that, the worker would have nothing to do: a credential of aws login lasts a quarter of an hour.
        TimeSpan window = session.Source == CredentialSourceKind.Login ? LoginTokenKind.Ahead : Longer(session.Settings.WarnAhead, Longer(session.Settings.EarlyRefresh, session.SignsInByItself ? session.Settings.AutoLoginAhead : TimeSpan.Zero));
        if (session.KeyLeft is { } left ? left <= window : session.IsAlive || session.HasEnded)
        {
            Renew(session);
        }
    }

    /// <summary>Only where something can be done without a person.</summary>
    private void Renew(SessionSnapshot session)
    {
        if (session.Profile is { } profile && (session.Renewal == SessionRenewal.Silently || session.SignsInByItself) && !session.IsSigningIn && environment.Get("CLAUDE_AWS_REHEARSE") is null)
        {
            renewal.Launch(profile);
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private bool IsSame(string one, string other) =>
        string.Equals(one, other, environment.IsWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
