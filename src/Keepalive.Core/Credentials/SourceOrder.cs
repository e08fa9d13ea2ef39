using System.Runtime.CompilerServices;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;

namespace Keepalive.Credentials;

/// <summary>The sources in the order in which they are asked. Reasons: docs/decisions/0018-precedence-of-sources.md.</summary>
/// <param name="sources">All sources, the first one first.</param>
/// <param name="configuration">Our own settings.</param>
/// <param name="clock">AWS's time, by which a credential is judged.</param>
internal sealed class SourceOrder(IReadOnlyList<ICredentialSource> sources, KeepaliveConfiguration configuration, AwsClock clock)
{
    /// <summary>Every kind, and whether the profile names it.</summary>
    public IEnumerable<(CredentialSourceKind Kind, bool IsNamed)> Kinds(AwsProfile profile) => sources.Select(source => (source.Kind, source.IsNamedBy(profile)));

    /// <summary>The sources that a profile names.</summary>
    public IEnumerable<ICredentialSource> Of(AwsProfile profile) => sources.Where(source => source.IsNamedBy(profile));

    /// <summary>Those of them that can be at the end of a chain of roles.</summary>
    public IEnumerable<ICredentialSource> OfBase(AwsProfile profile) => Of(profile).Where(static source => source.Kind != CredentialSourceKind.AssumeRole);

    /// <summary>Asks sources one after the other: the first credential that may be used, otherwise the first one that has expired, otherwise null.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
    public async ValueTask<AwsCredential?> AskAsync(
        IEnumerable<ICredentialSource> asked, CredentialRequest request, ResolutionTrace? trace, CancellationToken cancellationToken)
    {
        AwsCredential? expired = null;
        foreach (ICredentialSource source in asked)
        {
            trace?.Asks(source.Kind);
            AwsCredential credential = await source.GetAsync(request, cancellationToken).ConfigureAwait(false);
            bool isTaken = IsTaken(credential, request.RefusedKey);
            trace?.Answered(source.Kind, credential, isTaken);
            if (isTaken)
            {
                return credential;
            }

            expired ??= credential;
        }

        return expired;
    }

    /// <summary>
    /// The same from files alone: the credential that would be given, or the source that would have to be asked for it, with the saved credential that
    /// can't be used any more.
    /// </summary>
    /// <exception cref="KeepaliveException">The saved text can't be a credential.</exception>
    public (AwsCredential? Credential, CredentialSourceKind? Unasked) Peek(IEnumerable<ICredentialSource> asked, AwsProfile profile, string? refusedKey, ResolutionTrace? trace)
    {
        AwsCredential? expired = null;
        foreach (ICredentialSource source in asked)
        {
            trace?.Asks(source.Kind);
            AwsCredential? credential = source.Peek(profile, configuration.For(profile.Name).ExpirationField);
            bool isTaken = credential is not null && IsTaken(credential, refusedKey);
            if (credential is null || (!isTaken && source.GivesAnother))
            {
                trace?.NotAsked(source.Kind);
                return (credential, source.Kind);
            }

            trace?.Answered(source.Kind, credential, isTaken);
            if (isTaken)
            {
                return (credential, null);
            }

            expired ??= credential;
        }

        return (expired, null);
    }

    private bool IsTaken(AwsCredential credential, string? refusedKey) =>
        credential.AccessKeyId != refusedKey && (credential.Expiry is not { } expiry || !expiry.HasExpired(clock.GetUtcNow()));
}
