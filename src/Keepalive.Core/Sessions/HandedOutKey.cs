using Keepalive.Aws.AccessKeys;

namespace Keepalive.Sessions;

/// <summary>A key that a client got from an export. Contains no secret.</summary>
/// <param name="Profile">The profile; empty for environment variables.</param>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="Expires">The key's real expiry, UTC; null if it is unknown.</param>
/// <param name="Horizon">The time of the client's next request without a failure, UTC, on the machine's clock.</param>
/// <param name="Given">The time of the export, UTC, on the machine's clock.</param>
/// <param name="Client">The client's process.</param>
/// <param name="ClientStarted">The start of that process, in the system's own unit, because a system reuses process ids.</param>
/// <param name="Format">The format of the export. The client's export helper and its default credential chain store their keys separately.</param>
public sealed record HandedOutKey(
    string Profile, string AccessKeyId, DateTimeOffset? Expires, DateTimeOffset Horizon, DateTimeOffset Given, int Client,
    long ClientStarted = 0, CredentialFormat Format = CredentialFormat.Claude);
