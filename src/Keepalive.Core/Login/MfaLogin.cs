using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Prompts;

namespace Keepalive.Login;

/// <summary>
/// The login of a profile whose role or key has an MFA device without a stored seed: a person gives one code. It runs in the worker of automatic logins, so
/// the question is open also if its caller has ended.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="settings">The profile's own settings.</param>
/// <param name="profile">The profile.</param>
internal sealed class MfaLogin(SystemEnvironment environment, KeepaliveConfiguration settings, string profile) : IAutoLogin
{
    public string Setting => "mfa_serial";

    public string Tool => "AWS";

    public string Reason => "its MFA device has no stored seed";

    public bool TakesValidCredential => true;

    /// <summary>The machine's clock.</summary>
    public required TimeProvider Clock { get; init; }

    public string Forecast(string name) => $"You would be asked for a code of the MFA device of profile '{name}'.";

    /// <summary>The login of a profile with an MFA device; null if the profile has none.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="settings">The profile's own settings.</param>
    /// <param name="profile">The profile, read.</param>
    /// <param name="clock">The machine's clock.</param>
    public static MfaLogin? Find(SystemEnvironment environment, KeepaliveConfiguration settings, AwsProfile profile, TimeProvider clock)
    {
        RoleChain? chain = RoleChain.IsNamedBy(profile) ? RoleChain.Read(profile) : null;
        bool hasDevice = chain is null ? RoleChain.DeviceOf(profile) is not null
            : chain.Hops.Any(static hop => hop.MfaSerial is not null) || (chain.Base is { } end && (LongTermKeys.DeviceOf(end) ?? LongTermKeys.Find(end)?.Device) is not null);
        return hasDevice ? new MfaLogin(environment, settings, profile.Name) { Clock = clock } : null;
    }

    /// <summary>The same of a profile by its name; null also if it can't be read.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="settings">The profile's own settings.</param>
    /// <param name="profile">The name.</param>
    /// <param name="clock">The machine's clock.</param>
    public static MfaLogin? Find(SystemEnvironment environment, KeepaliveConfiguration settings, string profile, TimeProvider clock)
    {
        try
        {
            return ProfileFiles.Read(ProfileFileLocations.Find(environment), clock).Find(profile) is { } read ? Find(environment, settings, read, clock) : null;
        }
        catch (KeepaliveException)
        {
            return null; // The caller reports that no login is set.
        }
    }

    /// <summary>
    /// The profile whose login comes first: that of the key, so that all roles of one key ask in one place and a person is asked once. The role's own login
    /// follows for a role that wants a code of its own.
    /// </summary>
    /// <param name="profile">The profile in use.</param>
    public static IEnumerable<AwsProfile> InOrder(AwsProfile profile) =>
        RoleChain.BaseOf(profile) is var end && end.Name != profile.Name && (StaticKeys.Find(end) is { Material.IsTemporary: false } || LongTermKeys.Find(end) is not null) && RoleChain.DeviceOf(end) is not null
            ? [end, profile]
            : [profile];

    public async Task<string?> RunAsync(IProgress<LoginNotice> notices, IPersonPrompt prompt, CancellationToken cancellationToken)
    {
        var resolver = new CredentialResolver(environment, settings, Clock) { Prompt = prompt };
        var choice = new ProfileChoice(profile, "the MFA login", IsNamed: true);
        AwsCredential credential = await resolver.ResolveAsync(choice, Deadline.FixedForCredential(Clock, Deadline.DefaultLimit), cancellationToken).ConfigureAwait(false);
        if (credential.SessionToken is null)
        {
            await resolver.GetSessionAsync(choice, credential, refusedKey: null, Deadline.FixedForCredential(Clock, Deadline.DefaultLimit), cancellationToken, RoleChain.DeviceOf)
                .ConfigureAwait(false);
        }

        return null;
    }
}
