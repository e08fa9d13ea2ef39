using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;

namespace Keepalive.Credentials;

/// <summary>
/// Finds the code that a person has to give, from files alone, with the rules of <see cref="AssumedRoleSource"/>: a long-lived key gets one MFA session for all
/// roles, and a role that refuses the session needs a code with each request.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="resolver">Finds the key at the end of a chain.</param>
/// <param name="sessions">The MFA sessions.</param>
internal sealed class MfaNeedFinder(SystemEnvironment environment, CredentialResolver resolver, SessionTokens sessions)
{
    /// <summary>
    /// The code that is needed before the roles of a profile, or the session of its long-lived keys, can be had again; null if no person is needed for that.
    /// </summary>
    /// <param name="profile">The profile in use.</param>
    public MfaNeed? Find(AwsProfile profile)
    {
        RoleChain? chain = RoleChain.IsNamedBy(profile) ? RoleChain.Read(profile) : null;
        if (chain is { Fault: not null })
        {
            return null;
        }

        AwsProfile end = chain?.Base ?? profile;
        RoleHop? role = chain?.Hops[^1];
        AwsProfile[] profiles = [.. new[] { profile, role?.Profile, end }.OfType<AwsProfile>().DistinctBy(static one => one.Name)];
        try
        {
            if (chain?.NamedSource is null && LongTermKeys.Find(end) is { } found)
            {
                return sessions.FindNeed(profile, LongTermKeySource.KeyOf(found), found.Device.Unquoted, [.. profiles, found.Profile]);
            }

            string? serial = role?.MfaSerial ?? (chain?.NamedSource is null ? LongTermKeys.DeviceOf(end)?.Unquoted : null);
            AwsCredential? key = chain?.NamedSource is not null ? resolver.FindKeysFor(chain) : resolver.PeekBase(end).Credential;
            MfaNeed? need = serial is not null && key is { SessionToken: null } ? sessions.FindNeed(profile, key, serial, profiles) : null;
            return need is not null && role is not null && new RoleMfa(environment, role.Arn, key!.AccessKeyId, resolver.Clock.Machine).IsDirect
                ? need with { Left = TimeSpan.Zero, IsOfRole = true }
                : need;
        }
        catch (KeepaliveException)
        {
            return null; // An export tells the fault of the key.
        }
    }
}
