using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Online;

/// <summary>The results of the network checks, together with the facts from the files.</summary>
/// <param name="Context">The machine.</param>
/// <param name="Endpoints">How far each host was reached.</param>
/// <param name="Programs">The programs that trust the certificate authority of a decrypting proxy; empty if there is no such proxy.</param>
/// <param name="Role">What the portal said of the role; null when it was not asked, or all is well.</param>
internal sealed record OnlineFacts(
    DiagnosticContext Context, IReadOnlyList<EndpointReport> Endpoints, IReadOnlyList<ProgramTrust> Programs, KeepaliveException? Role);
