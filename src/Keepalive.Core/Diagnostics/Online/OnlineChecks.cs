namespace Keepalive.Diagnostics.Online;

/// <summary>Every check of the network, in the order of their ids.</summary>
internal static class OnlineChecks
{
    public static IReadOnlyList<OnlineCheck> All { get; } =
    [
        new HostUnknown(),
        new HostUnreachable(),
        new ProxyUnreachable(),
        new ProxyWantsPassword(),
        new ProxyRefuses(),
        new AuthorityUnknown(),
        new Intercepted(),
        new CertificateWrong(),
        new HandshakeCut(),
        new NotSecure(),
        new SignInPageBetween(),
        new BlockPage(),
        new AnswerMissing(),
        new ClockSkewed(),
        new ProgramLacksAuthority(),
        new BundleUnusable(),
        new RoleNotAssigned(),
        new TokenTakenBack(),
        new ServiceInTrouble(),
        new NetworkSettingWrong(),
        new TwoWaysOut(),
    ];
}
