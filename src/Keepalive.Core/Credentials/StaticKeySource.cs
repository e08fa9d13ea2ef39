using Keepalive.Profiles;

namespace Keepalive.Credentials;

/// <summary>Keys that a login tool or a person wrote into one of the two files.</summary>
internal sealed class StaticKeySource : ICredentialSource
{
    public CredentialSourceKind Kind => CredentialSourceKind.CredentialsFile;

    public bool IsNamedBy(AwsProfile profile) => StaticKeys.Find(profile) is not null;

    public AwsCredential? Peek(AwsProfile profile, string? expirationField) =>
        StaticKeys.Find(profile)!.ToCredential(profile.Name, expirationField);

    public ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Peek(request.Profile, request.ExpirationField)!);
}
