namespace Keepalive.Sessions;

/// <summary>A key that a client of ours was given. Holds no secret.</summary>
/// <param name="Profile">The profile; empty for environment variables.</param>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="Expires">Its true end, UTC; null when nothing tells it.</param>
/// <param name="Horizon">When the client will ask again by itself, UTC.</param>
/// <param name="Given">When it was given, UTC.</param>
/// <param name="Client">The client's process.</param>
public sealed record HandedOutKey(string Profile, string AccessKeyId, DateTimeOffset? Expires, DateTimeOffset Horizon, DateTimeOffset Given, int Client);
