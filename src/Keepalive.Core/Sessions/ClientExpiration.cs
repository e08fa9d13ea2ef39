using Keepalive.Aws.AccessKeys;

namespace Keepalive.Sessions;

/// <summary>
/// The end that Claude Code is told. It uses it for one thing, when to ask again: five minutes before, or, where that would
/// come within about a minute, after an hour, in which it would send a dead key. Measured on client 2.1.329.
/// </summary>
internal static class ClientExpiration
{
    /// <summary>The client asks again in three minutes; a shorter time comes too near to the blind hour.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(8);

    /// <summary>
    /// For a key whose end nobody knows, and which would be kept for the blind hour otherwise: the client asks again in ten
    /// minutes, in the background, and gets a key that was renewed meanwhile.
    /// </summary>
    public static readonly TimeSpan WhenUnknown = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan AsksAhead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BlindHour = TimeSpan.FromHours(1);

    /// <summary>The credential with the end that the client is told.</summary>
    /// <param name="credential">The credential, its end on the machine's clock.</param>
    /// <param name="now">The present on the machine's clock.</param>
    public static AwsCredential Apply(AwsCredential credential, DateTimeOffset now) => credential switch
    {
        { Expiry: { } expiry } when expiry.Instant - now < Least => credential.WithEnd(expiry with { Instant = now.ShiftedBy(Least) }),

        // A long-lived key may be kept for as long as the client likes.
        { Expiry: null, SessionToken: not null } => credential.WithEnd(new CredentialExpiry(now.ShiftedBy(WhenUnknown), "nothing; asked again soon")),
        _ => credential,
    };

    /// <summary>When the client asks again by itself. It is told whole seconds.</summary>
    /// <param name="told">What it was told.</param>
    /// <param name="now">The present on the machine's clock.</param>
    public static DateTimeOffset Horizon(AwsCredential told, DateTimeOffset now) =>
        told.Expiry is { } expiry ? expiry.Instant.ShiftedBy(-AsksAhead - TimeSpan.FromTicks(expiry.Instant.Ticks % TimeSpan.TicksPerSecond)) : now.ShiftedBy(BlindHour);
}
