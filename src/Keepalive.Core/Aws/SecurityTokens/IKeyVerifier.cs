using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;

namespace Keepalive.Aws.SecurityTokens;

/// <summary>Asks whether a key is still taken.</summary>
internal interface IKeyVerifier
{
    /// <summary>Asks, within <paramref name="bound"/>; whatever goes wrong on the way is <see cref="KeyValidity.Unknown"/>.</summary>
    /// <param name="credential">The credential, by which the question is signed.</param>
    /// <param name="profile">The profile, whose region, endpoints and proxies count; null for environment variables.</param>
    /// <param name="bound">The longest it may take.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<KeyValidity> VerifyAsync(AwsCredential credential, AwsProfile? profile, TimeSpan bound, CancellationToken cancellationToken);
}
