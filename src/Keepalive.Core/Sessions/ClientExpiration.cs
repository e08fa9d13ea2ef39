using Keepalive.Aws.AccessKeys;

namespace Keepalive.Sessions;

/// <summary>
/// The expiry that an export reports to Claude Code. Claude Code uses it only to choose the time of its next request: five minutes before the expiry,
/// or, if that time would come within about a minute, after an hour, in which it would send an expired key. Measured on client 2.1.329.
/// </summary>
internal static class ClientExpiration
{
    /// <summary>The client asks again in three minutes. A shorter time could cause the blind hour, in which the client does not ask.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(8);

    /// <summary>
    /// For a key whose expiry is unknown. Otherwise the client would use it for the blind hour. With this value the client asks again in ten
    /// minutes, in the background, and gets a key that was renewed in the meantime.
    /// </summary>
    public static readonly TimeSpan WhenUnknown = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan AsksAhead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BlindHour = TimeSpan.FromHours(1);

    /// <summary>Returns the credential with the expiry that the client gets.</summary>
    /// <param name="credential">The credential, with its expiry on the machine's clock.</param>
    /// <param name="now">The present on the machine's clock.</param>
    public static AwsCredential Apply(AwsCredential credential, DateTimeOffset now) => credential switch
    {
        { Expiry: { } expiry } when expiry.Instant - now < Least => credential.WithEnd(expiry with { Instant = now.ShiftedBy(Least) }),

        // The client may use a long-lived key without a time limit.
        { Expiry: null, SessionToken: not null } => credential.WithEnd(new CredentialExpiry(now.ShiftedBy(WhenUnknown), "no known expiry; the client asks again soon")),
        _ => credential,
    };

    /// <summary>The time of the client's next request without a failure. The client gets whole seconds.</summary>
    /// <param name="told">The credential that the client got.</param>
    /// <param name="now">The present on the machine's clock.</param>
    public static DateTimeOffset Horizon(AwsCredential told, DateTimeOffset now) =>
        told.Expiry is { } expiry ? expiry.Instant.ShiftedBy(-AsksAhead - TimeSpan.FromTicks(expiry.Instant.Ticks % TimeSpan.TicksPerSecond)) : now.ShiftedBy(BlindHour);
}
