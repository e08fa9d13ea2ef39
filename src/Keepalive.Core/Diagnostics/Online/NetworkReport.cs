namespace Keepalive.Diagnostics.Online;

/// <summary>What the network answered.</summary>
/// <param name="Endpoints">How far each host was reached.</param>
/// <param name="Programs">Who trusts the authority that stands in Amazon's place; empty where none does.</param>
/// <param name="HostsToAllow">What to hand to the network's administrators; empty where nothing of theirs is in the way.</param>
/// <param name="Meanwhile">What to try until they have acted.</param>
public sealed record NetworkReport(
    IReadOnlyList<EndpointReport> Endpoints, IReadOnlyList<ProgramTrust> Programs, IReadOnlyList<HostToAllow> HostsToAllow, IReadOnlyList<string> Meanwhile)
{
    internal static readonly IReadOnlyList<string> WhileBlocked =
    [
        "A sign-in page that stays empty or comes garbled: 'claude-aws login --use-device-code', and type the code in on a phone or in another network.",
        "Errors that last although something was changed: quit Claude Code and the browser wholly and start them anew; both keep certificates and connections until then.",
        "VPN on, or off: many let AWS through on one of the two ways only.",
    ];
}
