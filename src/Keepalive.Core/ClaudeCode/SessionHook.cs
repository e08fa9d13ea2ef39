using Keepalive.Configuration;
using Keepalive.Sessions;

namespace Keepalive.ClaudeCode;

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

    private SessionOutlook Look(string? profile) =>
        new OutlookReader(environment, ConfigurationFile.Read(environment, clock), clock).Read(profile);

    private HookAnswer AnswerPrompt(HookInput input, SessionOutlook outlook)
    {
        RenewInTime(outlook);
        if (!input.IsOrdinaryPrompt)
        {
            return HookAnswer.None; // The person is at it.
        }

        bool blocks = HookNews.StageOf(outlook) == HookStage.Ended
            && outlook is { SignsInByItself: false, IsSigningIn: false, Settings.WhenSignedOut: SignedOutPrompt.Block }
            && environment.Get("CLAUDE_CODE_ENTRYPOINT") == Interactive;
        string? message = Tell(input, outlook);
        return blocks ? new HookAnswer { BlockReason = HookWords.Blocked(outlook) } : new HookAnswer { Message = message };
    }

    private HookAnswer AnswerStart(HookInput input, string? profile)
    {
        SessionOutlook outlook = Look(profile);
        RenewInTime(outlook);
        return new HookAnswer { Message = Tell(input, outlook), WatchPath = Watch(outlook) };
    }

    private HookAnswer AnswerChange(HookInput input, SessionOutlook outlook)
    {
        SessionNotice notice = NoticeOf(outlook);
        if (input.FilePath is null || !IsSame(input.FilePath, notice.Path) || notice.Read() is not var (kind, at) || clock.GetUtcNow() - at > NoticeIsNews)
        {
            return HookAnswer.None;
        }

        // What is told here is not told again by the next prompt.
        Tell(input, outlook);
        return new HookAnswer { Message = kind == NoticeKind.SignedIn ? HookWords.SignedIn(outlook) : HookWords.SignInNeeded(outlook) };
    }

    /// <summary>Claude Code shows no answer to this event: the renewal is started, and idle sessions are informed when a person is needed.</summary>
    private HookAnswer AnswerFailure(HookInput input, string? profile)
    {
        if (input.Error is "authentication_failed" or "cloud_credential_error")
        {
            SessionOutlook outlook = Look(profile);
            Renew(outlook);
            if (outlook is { Verdict: OutlookVerdict.Ended, SignsInByItself: false, IsSigningIn: false })
            {
                NoticeOf(outlook).Post(NoticeKind.SignInNeeded);
            }
        }

        return HookAnswer.None;
    }

    private string? Tell(HookInput input, SessionOutlook outlook)
    {
        var memory = new HookMemory(environment, input.SessionId, clock);
        ToldState before = memory.Read().Of(outlook.Profile ?? string.Empty);
        (string? message, ToldState told) = HookNews.Of(outlook, before);
        if (told != before)
        {
            memory.Write(told);
        }

        return message;
    }

    private string Watch(SessionOutlook outlook)
    {
        SessionNotice notice = NoticeOf(outlook);
        notice.Prepare();
        return notice.Path;
    }

    private SessionNotice NoticeOf(SessionOutlook outlook) => new(environment, outlook.Profile ?? string.Empty, clock);

    private void RenewInTime(SessionOutlook outlook)
    {
        TimeSpan window = Longest(outlook.Settings.WarnAhead, outlook.Settings.EarlyRefresh, outlook.SignsInByItself ? outlook.Settings.AutoLoginAhead : TimeSpan.Zero);
        if (outlook.KeyLeft is { } left ? left <= window : outlook.Verdict is OutlookVerdict.Ended or OutlookVerdict.Alive)
        {
            Renew(outlook);
        }
    }

    /// <summary>Only where something can be done without a person.</summary>
    private void Renew(SessionOutlook outlook)
    {
        if (outlook.Profile is { } profile && (outlook.RenewsSilently || outlook.SignsInByItself) && !outlook.IsSigningIn && environment.Get("CLAUDE_AWS_REHEARSE") is null)
        {
            renewal.Launch(profile);
        }
    }

    private static TimeSpan Longest(params ReadOnlySpan<TimeSpan> spans)
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (TimeSpan span in spans)
        {
            longest = span > longest ? span : longest;
        }

        return longest;
    }

    private bool IsSame(string one, string other) =>
        string.Equals(one, other, environment.IsWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
