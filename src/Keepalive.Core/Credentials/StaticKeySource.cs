using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;

namespace Keepalive.Credentials;

/// <summary>Keys that a login tool or a person wrote into one of the two files.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The time.</param>
internal sealed class StaticKeySource(SystemEnvironment environment, TimeProvider clock) : ICredentialSource
{
    public CredentialSourceKind Kind => CredentialSourceKind.CredentialsFile;

    public bool IsNamedBy(AwsProfile profile) => StaticKeys.Find(profile) is not null;

    public AwsCredential? Peek(AwsProfile profile, string? expirationField)
    {
        AwsCredential credential = StaticKeys.Find(profile)!.ToCredential(profile.Name, expirationField, clock);
        if (credential.Expiry is { } written && written.Instant > clock.GetUtcNow())
        {
            return credential;
        }

        // A tool that writes no end leaves the one there that another tool wrote for an older key.
        return KeptExpiry.Find(environment, profile.Name, credential.AccessKeyId, clock) is { } kept && !(kept.Instant <= credential.Expiry?.Instant)
            ? credential.WithEnd(kept)
            : credential;
    }

    public ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Peek(request.Profile, request.ExpirationField)!);
}
