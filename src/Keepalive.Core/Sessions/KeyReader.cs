using System.Runtime.CompilerServices;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Credentials;
using Keepalive.Platform.Time;

namespace Keepalive.Sessions;

/// <summary>
/// Reads the key of a profile for callers that may run programs and call services: finds it, renews it silently if possible, and judges it. If there is
/// no doubt about the key, only one or two files are read.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="resolver">Finds the credential.</param>
/// <param name="connect">Creates the verifier that asks STS; called only if STS must be asked.</param>
internal sealed class KeyReader(SystemEnvironment environment, CredentialResolver resolver, Func<IKeyVerifier> connect)
{
    private readonly KeyValidityCache _remembered = new(environment, resolver.Clock.Machine);

    /// <summary>The time limit for STS. Without an answer, the key is judged by its own expiry.</summary>
    public TimeSpan VerifyLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The time limit for the sources.</summary>
    public TimeSpan ResolveLimit { get; init; } = TimeSpan.MaxValue;

    /// <summary>STS is asked about every key, unless it has accepted the key a moment ago.</summary>
    public bool IsThorough { get; init; }

    /// <summary>A long-lived key of a profile is replaced by its temporary session, because Claude Code accepts only temporary keys.</summary>
    public bool GivesSessions { get; init; }

    /// <summary>The MFA device of that session; null for the profile's own.</summary>
    public Func<AwsProfile, string?>? DeviceOf { get; init; }

    private KeyJudge Judgement => new(_remembered, resolver.Clock);

    /// <summary>Judges a key that was found without asking a source; does not ask STS.</summary>
    /// <param name="credential">The credential.</param>
    public KeyReading Judge(AwsCredential credential) => Judgement.Judge(credential);

    /// <summary>Reads the key, also if it is not valid.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="refusedKey">A key that STS has rejected, so that the sources are asked for another one; null if there is no such key.</param>
    /// <param name="deadline">The caller's time limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">There is no key; the error has the reason.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledBuilder<>))]
    public async ValueTask<KeyReading> ReadAsync(ProfileChoice choice, string? refusedKey, Deadline deadline, CancellationToken cancellationToken)
    {
        Deadline limit = deadline.Remaining < ResolveLimit ? deadline : Deadline.FixedForCredential(resolver.Clock.Machine, ResolveLimit);
        AwsCredential credential = await resolver.ResolveAsync(choice, refusedKey, limit, cancellationToken).ConfigureAwait(false);
        if (GivesSessions && credential is { SessionToken: null, Profile: not null })
        {
            credential = await resolver.GetSessionAsync(choice, credential, refusedKey, limit, cancellationToken, DeviceOf).ConfigureAwait(false);
        }

        return credential.AccessKeyId == refusedKey
            ? Judge(credential) with { Word = KeyValidity.Dead }
            : await Judgement.SettleAsync(credential, key => AskAsync(choice, key, deadline, cancellationToken), IsThorough).ConfigureAwait(false);
    }

    /// <summary>The same, but with another key in place of one that STS has rejected, as in an export.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="deadline">The caller's time limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KeepaliveException">There is no key; the error has the reason.</exception>
    public async ValueTask<KeyReading> ReadLivingAsync(ProfileChoice choice, Deadline deadline, CancellationToken cancellationToken)
    {
        KeyReading key = await ReadAsync(choice, refusedKey: null, deadline, cancellationToken).ConfigureAwait(false);
        return key.IsRefused ? await ReadAsync(choice, key.Credential.AccessKeyId, deadline, cancellationToken).ConfigureAwait(false) : key;
    }

    /// <summary>Returns the key as a finding. If there is no key, the finding has the error.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="refusedKey">A key that STS has rejected; null if there is no such key.</param>
    /// <param name="deadline">The caller's time limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
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

    /// <summary>Asks STS about a key and saves the answer.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="credential">The key.</param>
    /// <param name="deadline">The caller's time limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<KeyValidity> AskAsync(ProfileChoice choice, AwsCredential credential, Deadline deadline, CancellationToken cancellationToken)
    {
        AwsProfile? profile = credential.Profile is null || credential.Origin.Kind == CredentialSourceKind.Machine ? null : await resolver.ReadProfileAsync(choice, cancellationToken).ConfigureAwait(false);
        KeyValidity standing = await connect().VerifyAsync(credential, profile, deadline.Within(VerifyLimit), cancellationToken).ConfigureAwait(false);
        _remembered.Write(credential.AccessKeyId, standing, credential.Expiry?.Instant);
        return standing;
    }
}
