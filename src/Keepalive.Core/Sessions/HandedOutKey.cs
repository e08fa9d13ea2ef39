using Keepalive.Aws.AccessKeys;

namespace Keepalive.Sessions;

/// <summary>A key that a client of ours was given. Holds no secret.</summary>
/// <param name="Profile">The profile; empty for environment variables.</param>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="Expires">Its true end, UTC; null when nothing tells it.</param>
/// <param name="Horizon">When the client will ask again by itself, UTC, on the machine's clock.</param>
/// <param name="Given">When it was given, UTC, on the machine's clock.</param>
/// <param name="Client">The client's process.</param>
/// <param name="ClientStarted">When that process started, in the system's own unit: a number is given to many processes in turn.</param>
/// <param name="Format">The form it was asked for in: the client's export and its default chain keep what they got apart.</param>
public sealed record HandedOutKey(
    string Profile, string AccessKeyId, DateTimeOffset? Expires, DateTimeOffset Horizon, DateTimeOffset Given, int Client,
    long ClientStarted = 0, CredentialFormat Format = CredentialFormat.Claude);
