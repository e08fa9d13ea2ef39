using Keepalive.Logging;
using Keepalive.Profiles;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Credentials;

/// <summary>What a source needs to know to answer.</summary>
/// <param name="Profile">The profile, read.</param>
/// <param name="ExpirationField">The key that holds the expiry, when one is configured.</param>
/// <param name="Deadline">The caller's time.</param>
internal sealed record CredentialRequest(AwsProfile Profile, string? ExpirationField, Deadline Deadline)
{
    /// <summary>How long before the end a source that can renews by itself; it may know better and come earlier.</summary>
    public TimeSpan RenewAhead { get; init; }

    /// <summary>The id of a key that AWS no longer takes: whatever has been kept of it is worth nothing.</summary>
    public string? RefusedKey { get; init; }

    /// <summary>On whose behalf, for the log.</summary>
    public LogCaller Caller { get; init; }

    /// <summary>The program of the workers that do what must not die with whoever asks; null where none is known.</summary>
    public IWorkerProgram? Workers { get; init; }
}
