using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;

namespace Keepalive.Credentials;

/// <summary>
/// A source with a place in the order but no implementation yet. It answers with an error rather than being passed
/// over: what comes after it in the profile would be another identity.
/// </summary>
/// <param name="kind">The kind.</param>
/// <param name="key">The key that names it.</param>
/// <param name="isNamedBy">Whether a profile names it.</param>
internal sealed class UnsupportedSource(CredentialSourceKind kind, string key, Func<AwsProfile, bool> isNamedBy) : ICredentialSource
{
    public CredentialSourceKind Kind => kind;

    public bool IsNamedBy(AwsProfile profile) => isNamedBy(profile);

    public ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromException<AwsCredential>(FindFault(request.Profile));

    public KeepaliveException FindFault(AwsProfile profile) => KeepaliveErrors.SourceNotSupported(profile.Name, CredentialSources.Of(kind).Name, key);
}
