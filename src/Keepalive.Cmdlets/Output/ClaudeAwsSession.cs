using Keepalive.Commands;
using Keepalive.Sessions;

namespace Keepalive;

/// <summary>A profile's credential, its expiry and its source at the time of the call. Contains no secret.</summary>
public sealed class ClaudeAwsSession
{
    internal ClaudeAwsSession(SessionSnapshot session)
    {
        Profile = VisibleText.Line(session.Profile);
        ChosenBy = VisibleText.Line(session.ChosenBy);
        Source = session.Source is { } source ? EnumTwin.Name<ClaudeAwsSource>(source) : null;
        Location = VisibleText.Line(session.Location);
        MaskedAccessKey = session.MaskedAccessKeyId;
        Expires = session.Expires;
        ExpirySource = VisibleText.Line(session.ExpirySource);
        ExpiryDoubt = VisibleText.Line(session.ExpiryDoubt);
        Remaining = session.Remaining;
        ClockSkew = session.ClockSkew;
        Verdict = EnumTwin.Name<ClaudeAwsVerdict>(session.Verdict);
        ErrorId = session.ErrorCode;
        Note = VisibleText.Line(session.Note);
        IsUsable = session.IsUsable;
        SignIn = session.SignIn is { } running ? new ClaudeAwsRunningSignIn(running) : null;
        AutoLoginHold = VisibleText.Line(session.Hold?.Sentence);
        PasswordRejected = session.Hold?.PasswordRejected;
        MfaCoolDownEnds = session.Hold?.CoolDownEnds;
    }

    /// <summary>The profile; null for keys in environment variables.</summary>
    public string? Profile { get; }

    /// <summary>Whether a request would succeed now.</summary>
    public ClaudeAwsVerdict Verdict { get; }

    /// <summary>A request would succeed now, as far as this machine can tell.</summary>
    public bool IsUsable { get; }

    /// <summary>The end; null when nothing tells it.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary><see cref="Expires"/> in this machine's time zone, as text: <c>2026-11-21 15:41</c>.</summary>
    public string? ExpiresLocal => Expires is { } end ? LocalTime.Minutes(end) : null;

    /// <summary>The time from the call to the expiry; negative after the expiry.</summary>
    public TimeSpan? Remaining { get; }

    /// <summary><see cref="Remaining"/> in words: <c>3 h 12 min</c>, or <c>-5 min</c> after the expiry.</summary>
    public string? TimeLeft => Remaining is { } left ? (left < TimeSpan.Zero ? "-" : string.Empty) + Duration.Format(left) : null;

    /// <summary>Where the expiry was read: a key with file and line, a variable, or the output of a program.</summary>
    public string? ExpirySource { get; }

    /// <summary>Why the end may be wrong; null when it is certain.</summary>
    public string? ExpiryDoubt { get; }

    /// <summary>AWS's time minus this machine's, where they differ by more than a minute; else zero.</summary>
    public TimeSpan ClockSkew { get; }

    /// <summary>The access key id with its middle hidden.</summary>
    public string? MaskedAccessKey { get; }

    /// <summary>The kind of source; null when the profile names none.</summary>
    public ClaudeAwsSource? Source { get; }

    /// <summary>File and line, variables or program.</summary>
    public string? Location { get; }

    /// <summary>The parameter, variable or file that named the profile; null in a list of all.</summary>
    public string? ChosenBy { get; }

    /// <summary>The error id when <see cref="Verdict"/> is Unusable; about_KeepaliveErrors explains it.</summary>
    public string? ErrorId { get; }

    /// <summary>A further note, in a sentence.</summary>
    public string? Note { get; }

    /// <summary>The sign-in that runs at this moment; null when none does, and in a list of all.</summary>
    public ClaudeAwsRunningSignIn? SignIn { get; }

    /// <summary>The reason why automatic login is paused, in a sentence; null if it is not.</summary>
    public string? AutoLoginHold { get; }

    /// <summary>When the stored password was refused; null when it was not, or another one was stored since.</summary>
    public DateTimeOffset? PasswordRejected { get; }

    /// <summary>When automatic login may ask for a second factor again; null if it may now.</summary>
    public DateTimeOffset? MfaCoolDownEnds { get; }

    /// <summary>The profile and the verdict.</summary>
    public override string ToString() => $"{Profile ?? "environment variables"}: {(Verdict == ClaudeAwsVerdict.Expired && Remaining > TimeSpan.Zero ? "Expires within a minute" : Verdict.ToString())}";
}
