using System.Globalization;
using Keepalive.Logging;

namespace Keepalive;

/// <summary>One entry of the log. Holds no secret.</summary>
public sealed class ClaudeAwsLogEntry
{
    internal ClaudeAwsLogEntry(LogEntry entry)
    {
        At = entry.At;
        Event = entry.Event.ToString();
        Caller = entry.Caller.ToString();
        Profile = VisibleText.Line(entry.Profile);
        Session = VisibleText.Line(entry.Session);
        Way = VisibleText.Line(entry.Way);
        Outcome = VisibleText.Line(entry.Outcome);
        HasSucceeded = entry.HasSucceeded;
        Started = entry.Started;
        Duration = entry.Duration;
        Expires = entry.Expires;
        Message = VisibleText.Line(entry.Message);
        ProcessId = entry.Process;
    }

    /// <summary>When it had ended, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary><see cref="At"/> as text: <c>2026-11-21 14:41:01Z</c>.</summary>
    public string AtUtc => At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The kind of event: Refresh, Renewal, TokenRenewal, RoleRenewal, SignIn, AutoLogin or Export.</summary>
    public string Event { get; }

    /// <summary>On whose behalf: Export, Refresh, Background, Login, Status or Unknown.</summary>
    public string Caller { get; }

    /// <summary>The profile, if it was about one.</summary>
    public string? Profile { get; }

    /// <summary>The session of IAM Identity Center, if there is one.</summary>
    public string? Session { get; }

    /// <summary>Of a sign-in the flow, of a refresh what made the session good.</summary>
    public string? Way { get; }

    /// <summary>Succeeded, or the error code.</summary>
    public string Outcome { get; }

    /// <summary>It went well.</summary>
    public bool HasSucceeded { get; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The end of what was got, UTC.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>The error message.</summary>
    public string? Message { get; }

    /// <summary>The process that wrote it.</summary>
    public int ProcessId { get; }

    /// <summary>The event and its way.</summary>
    public override string ToString() => $"{Event}: {Outcome}";
}
