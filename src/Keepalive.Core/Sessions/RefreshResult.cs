namespace Keepalive.Sessions;

/// <summary>What made a session good.</summary>
public enum RefreshWay
{
    /// <summary>Nothing was to be done.</summary>
    WasGood,

    /// <summary>It was renewed without a person, here or by another process.</summary>
    Silently,

    /// <summary>The automatic login of the profile.</summary>
    AutoLogin,

    /// <summary>A person signed in to IAM Identity Center.</summary>
    SignIn,

    /// <summary>Nothing was done: it was a rehearsal or a dry run.</summary>
    Rehearsed,
}

/// <summary>A session that is good. Holds no secret.</summary>
/// <param name="Profile">The profile; null for environment variables.</param>
/// <param name="Way">What made it good.</param>
/// <param name="Expires">The credential's end, UTC; null when nothing tells it, and where there is none yet.</param>
/// <param name="Steps">What a rehearsal or a dry run found, a sentence a step; else empty.</param>
public sealed record RefreshResult(string? Profile, RefreshWay Way, DateTimeOffset? Expires, IReadOnlyList<string> Steps);
