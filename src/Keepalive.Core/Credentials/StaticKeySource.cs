using Keepalive.Profiles;

namespace Keepalive.Credentials;

/// <summary>Keys that a login tool or a person wrote into one of the two files.</summary>
internal sealed class StaticKeySource : ICredentialSource
{
    public CredentialSourceKind Kind => CredentialSourceKind.CredentialsFile;

    public bool IsNamedBy(AwsProfile profile) => StaticKeys.Find(profile) is not null;

    public ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(StaticKeys.Find(request.Profile)!.ToCredential(request.Profile.Name, request.ExpirationField));
}
