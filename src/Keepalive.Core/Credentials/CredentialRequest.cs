using Keepalive.Profiles;

namespace Keepalive.Credentials;

/// <summary>What a source needs to know to answer.</summary>
/// <param name="Profile">The profile, read.</param>
/// <param name="ExpirationField">The key that holds the expiry, when one is configured.</param>
/// <param name="Deadline">The caller's time.</param>
internal sealed record CredentialRequest(AwsProfile Profile, string? ExpirationField, Deadline Deadline);
