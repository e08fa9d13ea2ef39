namespace Keepalive.Diagnostics.Online;

/// <summary>The results of the network checks.</summary>
/// <param name="Endpoints">How far each host was reached.</param>
/// <param name="Programs">The programs that trust the certificate authority of a decrypting proxy; empty if there is no such proxy.</param>
/// <param name="HostsToAllow">What to hand to the network's administrators; empty where nothing of theirs is in the way.</param>
/// <param name="Meanwhile">What to try until they have acted.</param>
public sealed record NetworkReport(
    IReadOnlyList<EndpointReport> Endpoints, IReadOnlyList<ProgramTrust> Programs, IReadOnlyList<HostToAllow> HostsToAllow, IReadOnlyList<string> Meanwhile)
{
    internal static readonly IReadOnlyList<string> WhileBlocked =
    [
        "If the sign-in page stays empty or is garbled, run 'claude-aws login --use-device-code' and enter the code on a phone or in another network.",
        "If errors remain after a change, quit Claude Code and the browser completely and start them again. Until they are restarted, both programs use their old certificates and connections.",
        "Try with the VPN on and with the VPN off. Many networks allow AWS on only one of the two.",
    ];
}
