namespace Keepalive.Sessions;

/// <summary>The way in which a session became valid.</summary>
public enum RefreshWay
{
    /// <summary>The session was already valid.</summary>
    WasGood,

    /// <summary>It was renewed without a person, by this process or by another one.</summary>
    Silently,

    /// <summary>The automatic login of the profile made it valid.</summary>
    AutoLogin,

    /// <summary>A person signed in, to IAM Identity Center or with <c>aws login</c>.</summary>
    SignIn,

    /// <summary>Nothing was changed: it was a rehearsal or a dry run.</summary>
    Rehearsed,
}

/// <summary>The result for a valid session. Contains no secret.</summary>
/// <param name="Profile">The profile; null for environment variables.</param>
/// <param name="Way">The way in which it became valid.</param>
/// <param name="Expires">The credential's expiry, UTC; null if it is unknown, or if there is no credential yet.</param>
/// <param name="Steps">The steps of a rehearsal or a dry run, one sentence for each step; otherwise empty.</param>
public sealed record RefreshResult(string? Profile, RefreshWay Way, DateTimeOffset? Expires, IReadOnlyList<string> Steps);
