using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Credentials;

namespace Keepalive.Sessions;

/// <summary>A key at one moment, judged: the one answer that whoever hands it out, shows it or renews it goes by.</summary>
/// <param name="Credential">The credential, with the end that STS's words leave.</param>
/// <param name="Word">What STS says of exactly this key and still counts; null when it has said nothing.</param>
/// <param name="Clock">The clock by which the key is judged: AWS's, or the machine's where STS has shown that the correction is wrong.</param>
internal sealed record KeyReading(AwsCredential Credential, KeyValidity? Word, AwsClock Clock)
{
    /// <summary>STS was asked for this reading.</summary>
    public bool WasAsked { get; init; }

    /// <summary>Past its end, or within its last minute.</summary>
    public bool HasEnded => Credential.Expiry is { } expiry && expiry.HasExpired(Clock.GetUtcNow());

    /// <summary>STS takes it no longer, although its end has not come.</summary>
    public bool IsRefused => Word == KeyValidity.Dead && !HasEnded;

    /// <summary>Its end or its refusal as an error; null when nothing is known to be wrong with it.</summary>
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
