using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Credentials;
using Keepalive.Platform.Time;

namespace Keepalive.Sessions;

/// <summary>
/// Reads the key of a profile for whoever may run programs and ask services: found, renewed silently where that is possible, and judged. While
/// nothing is in doubt, a file or two are read and nothing else happens.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="resolver">Finds the credential.</param>
/// <param name="connect">Gives who asks STS; not called where nobody has to.</param>
internal sealed class KeyReader(SystemEnvironment environment, CredentialResolver resolver, Func<IKeyVerifier> connect)
{
    private readonly KeyValidityCache _remembered = new(environment, resolver.Clock.Machine);

    /// <summary>How long STS may take; without an answer the key counts as it is told.</summary>
    public TimeSpan VerifyLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the sources may take at most.</summary>
    public TimeSpan ResolveLimit { get; init; } = TimeSpan.MaxValue;

    /// <summary>STS is asked about every key, unless it has just taken it.</summary>
    public bool IsThorough { get; init; }

    private KeyJudge Judgement => new(_remembered, resolver.Clock);

    /// <summary>Judges a key that was found without asking; asks nobody.</summary>
    /// <param name="credential">The credential.</param>
    public KeyReading Judge(AwsCredential credential) => Judgement.Judge(credential);

    /// <summary>Reads the key, good or not.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="refusedKey">A key that STS has refused, so that the sources are asked for another; null for none.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">There is none, with the reason.</exception>
    public async ValueTask<KeyReading> ReadAsync(ProfileChoice choice, string? refusedKey, Deadline deadline, CancellationToken cancellationToken)
    {
        Deadline limit = deadline.Remaining < ResolveLimit ? deadline : Deadline.After(resolver.Clock.Machine, ResolveLimit);
        AwsCredential credential = await resolver.ResolveAsync(choice, refusedKey, limit, cancellationToken).ConfigureAwait(false);
        return credential.AccessKeyId == refusedKey
            ? Judge(credential) with { Word = KeyValidity.Dead }
            : await Judgement.SettleAsync(credential, key => AskAsync(choice, key, deadline, cancellationToken), IsThorough).ConfigureAwait(false);
    }

    /// <summary>The same, and another key in place of one that STS has refused, as an export gives it.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">There is none, with the reason.</exception>
    public async ValueTask<KeyReading> ReadLivingAsync(ProfileChoice choice, Deadline deadline, CancellationToken cancellationToken)
    {
        KeyReading key = await ReadAsync(choice, refusedKey: null, deadline, cancellationToken).ConfigureAwait(false);
        return key.IsRefused ? await ReadAsync(choice, key.Credential.AccessKeyId, deadline, cancellationToken).ConfigureAwait(false) : key;
    }

    /// <summary>The key as a finding: whatever keeps the profile from having one is an answer.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="refusedKey">A key that is known to be dead; null for none.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<SessionFinding> FindAsync(ProfileChoice choice, string? refusedKey, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            KeyReading key = await ReadAsync(choice, refusedKey, deadline, cancellationToken).ConfigureAwait(false);
            return key.HasEnded
                ? new SessionFinding(null, key.Fault, KeyValidity.Unknown)
                : new SessionFinding(key.Credential, null, key.Word ?? KeyValidity.Unknown) { WasAsked = key.WasAsked, Seen = key.Clock.GetUtcNow() };
        }
        catch (KeepaliveException exception)
        {
            return new SessionFinding(null, exception, KeyValidity.Unknown);
        }
    }

    /// <summary>Asks STS about a key, and remembers what it says.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="credential">The key.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<KeyValidity> AskAsync(ProfileChoice choice, AwsCredential credential, Deadline deadline, CancellationToken cancellationToken)
    {
        AwsProfile? profile = credential.Profile is null ? null : await resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        KeyValidity standing = await connect().VerifyAsync(credential, profile, deadline.Within(VerifyLimit), cancellationToken).ConfigureAwait(false);
        _remembered.Write(credential.AccessKeyId, standing, credential.Expiry?.Instant);
        return standing;
    }
}
