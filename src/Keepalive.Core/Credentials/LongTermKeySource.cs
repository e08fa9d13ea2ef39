using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;

namespace Keepalive.Credentials;

/// <summary>
/// The session that aws-mfa would get for a profile: of the long-lived keys in <c>[x-long-term]</c>, with a code of their MFA device. It is asked when the
/// keys that aws-mfa has written into <c>[x]</c> have ended.
/// </summary>
/// <param name="sessions">Gives sessions of long-lived keys.</param>
/// <param name="codes">Gives codes of MFA devices.</param>
internal sealed class LongTermKeySource(SessionTokens sessions, MfaCodes codes) : ICredentialSource
{
    public CredentialSourceKind Kind => CredentialSourceKind.LongTermKeys;

    public bool GivesAnother => true;

    public bool IsNamedBy(AwsProfile profile) => LongTermKeys.Find(profile) is not null;

    public AwsCredential? Peek(AwsProfile profile, string? expirationField)
    {
        LongTermKeys found = LongTermKeys.Find(profile)!;
        return sessions.Peek(profile, KeyOf(found), found.Device.Unquoted);
    }

    public ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        LongTermKeys found = LongTermKeys.Find(request.Profile)!;
        AwsCredential key = KeyOf(found);
        AwsProfile[] profiles = [request.Profile, found.Profile];

        // Behind a role, the role has asked the person already, outside of its lock.
        return request.Person is not null ? GetAsync(request) : codes.RunAsync(request, GetAsync, cancellationToken);

        ValueTask<AwsCredential> GetAsync(CredentialRequest current) => sessions.GetAsync(current, key, found.Device.Unquoted, profiles, cancellationToken);
    }

    /// <summary>The long-lived key.</summary>
    /// <exception cref="KeepaliveException">Its section can't be used.</exception>
    public static AwsCredential KeyOf(LongTermKeys found)
    {
        found.Profile.ThrowIfInvalid();
        int? line = found.Keys.Section.Properties.GetValueOrDefault("aws_access_key_id")?.Line;
        string location = line is null ? found.Keys.Section.File.Path : $"{found.Keys.Section.File.Path}, line {line}";
        return found.Keys.Material.ToCredential(found.Profile.Name, expiry: null, new CredentialOrigin(CredentialSourceKind.LongTermKeys, location));
    }
}
