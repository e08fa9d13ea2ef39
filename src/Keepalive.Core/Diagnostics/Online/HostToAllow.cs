namespace Keepalive.Diagnostics.Online;

/// <summary>A host that a network's administrators have to let through.</summary>
/// <param name="Host">The name, with the port if it is not the usual one; a leading <c>*.</c> means all names below.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record HostToAllow(string Host, string Purpose);
