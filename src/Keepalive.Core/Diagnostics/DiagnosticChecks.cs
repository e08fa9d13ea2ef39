using Keepalive.Diagnostics.Checks;

namespace Keepalive.Diagnostics;

/// <summary>Every check, in the order of their ids.</summary>
internal static class DiagnosticChecks
{
    public static IReadOnlyList<DiagnosticCheck> All { get; } =
    [
        new UnreadableFile(),
        new SenselessLine(),
        new DuplicateSection(),
        new ByteOrderMark(),
        new OpenFile(),
        new ForeignOwner(),
        new BrokenTokenFile(),
        new UnusableFolder(),
        new ConfigurationSlip(),
        new NetworkHome(),
        new ProfileMissing(),
        new SessionMissing(),
        new SessionIncomplete(),
        new LegacySignIn(),
        new ScopesMissing(),
        new RoleIncomplete(),
        new RegionMissing(),
        new SessionContradicted(),
        new UnknownSsoKey(),
        new StartUrlVariants(),
        new NotSignedIn(),
        new SignInEnded(),
        new NothingToRenewWith(),
        new RegistrationEnded(),
        new DuplicateTokens(),
        new RefusedRenewal(),
        new KeysBesideSource(),
        new KeysBesideProfileVariable(),
        new InvisibleProfile(),
        new InlineComment(),
        new UpperCaseKey(),
        new TwoHomes(),
        new TwoProfileVariables(),
        new ClientProfile(),
        new BearerToken(),
        new SettingsBroken(),
        new HelperMissing(),
        new AlwaysBrowser(),
        new VersionedHelper(),
        new FragileCommand(),
        new MisplacedSettings(),
        new HooksDisabled(),
        new OverruledHelper(),
        new NotWired(),
    ];
}
