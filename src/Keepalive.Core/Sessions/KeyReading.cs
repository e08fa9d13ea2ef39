using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;

namespace Keepalive.Sessions;

/// <summary>The judgement of a key at one moment. Exports, displays and renewals of the key all use it.</summary>
/// <param name="Credential">The credential, with the expiry after the correction by STS's answers.</param>
/// <param name="Word">The last valid answer of STS about this key; null without an answer.</param>
/// <param name="Clock">The clock by which the key is judged: AWS's, or the machine's if an answer of STS has shown that the correction is wrong.</param>
internal sealed record KeyReading(AwsCredential Credential, KeyValidity? Word, AwsClock Clock)
{
    /// <summary>STS was asked for this reading.</summary>
    public bool WasAsked { get; init; }

    /// <summary>The key has expired, or expires within a minute.</summary>
    public bool HasEnded => Credential.Expiry is { } expiry && expiry.HasExpired(Clock.GetUtcNow());

    /// <summary>STS rejects the key before its expiry.</summary>
    public bool IsRefused => Word == KeyValidity.Dead && !HasEnded;

    /// <summary>The error for an expired or rejected key; null if no problem is known.</summary>
    public KeepaliveException? Fault
    {
        get
        {
            string name = Credential.Profile ?? ProfileWords.Environment;
            return HasEnded ? KeepaliveErrors.CredentialExpired(name, Credential.Expiry!.Instant, Credential.Expiry.Source, Clock.GetUtcNow())
                : IsRefused ? KeepaliveErrors.CredentialRevoked(name, Credential.MaskedAccessKeyId, CredentialSources.Of(Credential.Origin.Kind).NextStep(name))
                : null;
        }
    }
}
