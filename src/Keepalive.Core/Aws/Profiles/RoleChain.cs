using Keepalive.Aws.AccessKeys;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// The roles that a profile's credential comes from: the profile's own role first, then the role of its <c>source_profile</c>, and so on to the profile or
/// machine whose credential assumes the last one. Rules: docs/decisions/0078-roles-of-profiles.md.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
/// </summary>
internal sealed class RoleChain
{
    /// <summary>No chain is longer on purpose; a limit for files that a program has made.</summary>
    public const int MostHops = 16;

    private static readonly string[] s_namedSources = ["Environment", "Ec2InstanceMetadata", "EcsContainer"];

    private readonly List<RoleHop> _hops = [];
    private readonly List<string> _names = [];

    private RoleChain()
    {
    }

    /// <summary>The roles, the profile's own first. AWS is asked for them from the last to the first.</summary>
    public IReadOnlyList<RoleHop> Hops => _hops;

    /// <summary>The profile whose own credential assumes the last role; null with <see cref="NamedSource"/>, and with a fault.</summary>
    public AwsProfile? Base { get; private set; }

    /// <summary><c>credential_source</c> of the last role: Environment, Ec2InstanceMetadata or EcsContainer; null with a profile.</summary>
    public ProfileProperty? NamedSource { get; private set; }

    /// <summary>The reason why the chain can't be used; null if it can.</summary>
    public KeepaliveException? Fault { get; private set; }

    /// <summary>The chain as the profiles write it: <c>A → B → C</c>.</summary>
    public string Names => string.Join(" → ", _names);

    /// <summary>
    /// The profile names a role that has to be assumed. A role without a source beside keys or a sign-in is not asked for, as in the SDK of Claude Code;
    /// alone it is a fault.
    /// </summary>
    /// <param name="profile">The profile.</param>
    public static bool IsNamedBy(AwsProfile profile) =>
        RoleSettings.Find(profile, "role_arn") is not null && !IsWebIdentity(profile)
        && ((RoleSettings.Find(profile, "source_profile") ?? RoleSettings.Find(profile, "credential_source")) is not null || !HasOtherSource(profile));

    /// <summary>The profile whose own credential is used in the end: the last one of the chain, or the profile itself if it has no chain.</summary>
    /// <param name="profile">The profile.</param>
    public static AwsProfile BaseOf(AwsProfile profile) => IsNamedBy(profile) && Read(profile).Base is { } end ? end : profile;

    /// <summary>
    /// The MFA device of a profile with a key: its own, otherwise the one device of all roles that the key assumes; null if there is none,
    /// or if there are several.
    /// </summary>
    /// <param name="profile">A profile at the end of a chain.</param>
    public static string? DeviceOf(AwsProfile profile)
    {
        if ((LongTermKeys.DeviceOf(profile) ?? LongTermKeys.Find(profile)?.Device) is { } own)
        {
            return own.Unquoted;
        }

        string[] devices = [.. profile.Files.All()
            .Where(IsNamedBy).Select(Read).Where(chain => chain.Base?.Name == profile.Name)
            .Select(static chain => chain._hops[^1].MfaSerial).OfType<string>().Distinct(StringComparer.Ordinal)];
        return devices is [var only] ? only : null;
    }

    /// <summary>Reads the chain; a fault is a part of the result.</summary>
    /// <param name="profile">A profile with a role.</param>
    public static RoleChain Read(AwsProfile profile)
    {
        var chain = new RoleChain();
        chain.Fault = chain.Follow(profile);
        return chain;
    }

    /// <summary>The profiles behind this one, for a reader that must know whether they were read whole.</summary>
    public static IEnumerable<AwsProfile> ProfilesBehind(AwsProfile profile) =>
        RoleSettings.Find(profile, "role_arn") is null ? [] : Read(profile) is var chain && chain.Base is { } end
            ? chain._hops.Skip(1).Select(static hop => hop.Profile).Append(end).Where(other => other.Name != profile.Name)
            : [];

    private KeepaliveException? Follow(AwsProfile profile)
    {
        AwsProfile current = profile;
        while (true)
        {
            bool isFirst = _hops.Count == 0;
            _names.Add(current.Name);
            ProfileSection? faulty = isFirst ? null : current.Sections.FirstOrDefault(static section => section.Problems.Count > 0);
            if (faulty is not null)
            {
                return faulty.Problems[0].ToError(faulty.File.Path);
            }

            // From the second profile on, keys are used before a role.
            if (!isFirst && (StaticKeys.Find(current) is not null || !IsNamedBy(current)))
            {
                Base = current;
                return null;
            }

            if (_hops.Count == MostHops)
            {
                return KeepaliveErrors.RoleSettingInvalid(profile.Name, "source_profile", $"its chain ({_names[0]} → {_names[1]} → ...)", $"a chain has at most {MostHops} roles");
            }

            ProfileProperty role = RoleSettings.Find(current, "role_arn")!;
            ProfileProperty? source = RoleSettings.Find(current, "source_profile");
            ProfileProperty? named = RoleSettings.Find(current, "credential_source");
            if (source is null == named is null)
            {
                return KeepaliveErrors.RoleSourceInvalid(profile.Name, current.Name, Names, role.ToString(), source is null
                    ? "neither source_profile nor credential_source is set"
                    : $"both source_profile ({source}) and credential_source ({named}) are set");
            }

            _hops.Add(new RoleHop(current, role));
            if (named is not null)
            {
                NamedSource = named;
                return s_namedSources.Contains(named.Unquoted, StringComparer.Ordinal) ? null
                    : KeepaliveErrors.RoleSourceInvalid(
                        profile.Name, current.Name, Names, named.ToString(), $"credential_source must be {WordList.Or(s_namedSources)}, written exactly so");
            }

            string next = source!.Unquoted;
            if (next == current.Name && StaticKeys.Find(current) is not null)
            {
                _names.Add(next); // Keys and role in one profile.
                Base = current;
                return null;
            }

            if (_names.Contains(next, StringComparer.Ordinal))
            {
                _names.Add(next);
                return KeepaliveErrors.RoleChainLoop(profile.Name, Names, source.ToString());
            }

            if (current.FindOther(next) is not { } other)
            {
                _names.Add(next);
                return KeepaliveErrors.RoleSourceNotFound(profile.Name, next, Names, source.ToString());
            }

            current = other;
        }
    }

    private static bool IsWebIdentity(AwsProfile profile) => RoleSettings.Find(profile, "web_identity_token_file") is not null;

    private static bool HasOtherSource(AwsProfile profile) => StaticKeys.Find(profile) is not null
        || CredentialSources.All.Any(source => source.Kind is not (CredentialSourceKind.AssumeRole or CredentialSourceKind.WebIdentity) && profile.NamerOf(source) is not null);
}
