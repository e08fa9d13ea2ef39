using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;

namespace Keepalive.Credentials;

/// <summary>One way in which a profile can give a credential.</summary>
internal interface ICredentialSource
{
    CredentialSourceKind Kind { get; }

    /// <summary>The profile names this source. Quick, without a process or the network.</summary>
    bool IsNamedBy(AwsProfile profile);

    /// <summary>The result of <see cref="Peek"/> is saved, and a later request replaces it.</summary>
    bool GivesAnother => false;

    /// <summary>The credential that is known without a process and without the network, expired or not; null if there is none.</summary>
    /// <exception cref="KeepaliveException">What is there can't be a credential.</exception>
    AwsCredential? Peek(AwsProfile profile, string? expirationField) => null;

    /// <summary>The error that the source would have for certain, without a process and without the network; null if none is known.</summary>
    KeepaliveException? FindFault(AwsProfile profile) => null;

    /// <summary>Gets the credential; it may have expired, which the caller judges.</summary>
    ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken);
}
