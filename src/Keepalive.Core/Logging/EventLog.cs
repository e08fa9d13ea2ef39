namespace Keepalive.Logging;

/// <summary>
/// Renewals, refreshes and sign-ins with their outcomes, for later questions, because Claude Code does not show the messages of its
/// helpers. Nothing is opened while nothing is written, and a log that can't be written stops no work.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class EventLog(SystemEnvironment environment, TimeProvider clock)
{
    /// <summary>Something begins; nothing is written until it has ended.</summary>
    /// <param name="happening">What.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="profile">The profile, or null.</param>
    /// <param name="session">The session of IAM Identity Center, or null.</param>
    public LoggedEvent Begin(LogEvent happening, LogCaller caller, string? profile, string? session = null) =>
        new(this, clock, new LogEntry { At = default, Event = happening, Caller = caller, Profile = profile, Session = session, Outcome = LogEntry.Success });

    /// <summary>Writes one line, or nothing.</summary>
    public void Write(LogEntry entry)
    {
        try
        {
            LogEntry clean = entry with { Message = entry.Message is { } message ? SecretShapes.Clean(message) : null, Process = Environment.ProcessId };
            new LogFile(environment).Append(LogLine.Write(clean).Span);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // The event itself has happened in any case.
        }
    }
}

/// <summary>Something that is to be logged when it has ended.</summary>
/// <param name="log">The log.</param>
/// <param name="clock">The machine's clock.</param>
/// <param name="entry">The known facts at the beginning.</param>
internal sealed class LoggedEvent(EventLog log, TimeProvider clock, LogEntry entry)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>It went well.</summary>
    /// <param name="expires">The end of what was got, UTC; null when nothing tells it.</param>
    /// <param name="way">The way, or null.</param>
    public void Succeeded(DateTimeOffset? expires, string? way = null) => log.Write(Ended() with { Expires = expires, Way = way });

    /// <summary>It failed.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="way">The way, or null.</param>
    public void Failed(KeepaliveException failure, string? way = null) =>
        log.Write(Ended() with { Outcome = failure.Code, Message = failure.Message, Way = way });

    private LogEntry Ended() => entry with { At = clock.GetUtcNow(), Duration = clock.GetElapsedTime(_start) };
}
