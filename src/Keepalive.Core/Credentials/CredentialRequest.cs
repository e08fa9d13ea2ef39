using Keepalive.Aws.Profiles;
using Keepalive.Logging;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Credentials;

/// <summary>The data that a source needs.</summary>
/// <param name="Profile">The profile, read.</param>
/// <param name="ExpirationField">The key that holds the expiry, when one is configured.</param>
/// <param name="Deadline">The caller's time.</param>
internal sealed record CredentialRequest(AwsProfile Profile, string? ExpirationField, Deadline Deadline)
{
    /// <summary>How long before the expiry a source renews; a source may choose an earlier time.</summary>
    public TimeSpan RenewAhead { get; init; }

    /// <summary>The id of a key that AWS no longer takes: whatever has been kept of it is worth nothing.</summary>
    public string? RefusedKey { get; init; }

    /// <summary>The code that a person has given for this request; null where no person can be asked.</summary>
    public PersonCode? Person { get; init; }

    /// <summary>On whose behalf, for the log.</summary>
    public LogCaller Caller { get; init; }

    /// <summary>The program of the workers, whose work must not depend on the caller; null if it is unknown.</summary>
    public IWorkerProgram? Workers { get; init; }
}
