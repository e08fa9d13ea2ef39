using Keepalive.Commands;

namespace Keepalive;

/// <summary>A session that a refresh found good, or made good. Holds no secret.</summary>
public sealed class ClaudeAwsRefresh
{
    internal ClaudeAwsRefresh(CompanionObject from)
    {
        Profile = from.Text("Profile");
        Way = from.Text("Way") ?? string.Empty;
        Expires = from.Time("Expires");
        Steps = from.Texts("Steps");
    }

    /// <summary>The profile; null for environment variables.</summary>
    public string? Profile { get; }

    /// <summary>The way of the renewal: <c>WasGood</c>, <c>Silently</c>, <c>AutoLogin</c>, <c>SignIn</c>; <c>Rehearsed</c> for a rehearsal.</summary>
    public string Way { get; }

    /// <summary>The credential's end, UTC; null when nothing tells it.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary><see cref="Expires"/> in this machine's time zone, as text: <c>2026-11-21 15:41</c>.</summary>
    public string? ExpiresLocal => Expires is { } end ? LocalTime.Minutes(end) : null;

    /// <summary>The results of a rehearsal, one sentence per step.</summary>
    public string[] Steps { get; }

    /// <summary>The profile and what was done.</summary>
    public override string ToString() => $"{Profile}: {Way}";
}
