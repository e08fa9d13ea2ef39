namespace Keepalive.Packaging;

/// <summary>No package can be made; the message says why.</summary>
internal sealed class PackagingException(string message) : Exception(message);
