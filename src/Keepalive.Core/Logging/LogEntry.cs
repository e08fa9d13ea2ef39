namespace Keepalive.Logging;

/// <summary>One line of the log. Holds no secret.</summary>
public sealed record LogEntry
{
    /// <summary>The outcome of what went well; everything else is an error code.</summary>
    public const string Success = "Succeeded";

    /// <summary>When it had ended, UTC, to the second.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The kind of event.</summary>
    public required LogEvent Event { get; init; }

    /// <summary>On whose behalf.</summary>
    public LogCaller Caller { get; init; }

    /// <summary>The profile; null where a sign-in serves several.</summary>
    public string? Profile { get; init; }

    /// <summary>The session of IAM Identity Center; null where there is none.</summary>
    public string? Session { get; init; }

    /// <summary>The way: of a sign-in its flow, of a refresh what made the session good.</summary>
    public string? Way { get; init; }

    /// <summary><see cref="Success"/>, or the error code (about_KeepaliveErrors).</summary>
    public required string Outcome { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The end of what was got, UTC; null when there is none or nothing tells it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The error message; null if there is none.</summary>
    public string? Message { get; init; }

    /// <summary>The process that wrote it.</summary>
    public int Process { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset Started => At - Duration;

    /// <summary>It went well.</summary>
    public bool HasSucceeded => Outcome == Success;
}
