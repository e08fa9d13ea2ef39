using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Platform.Time;
using Keepalive.Secrets;

namespace Keepalive.Login;

/// <summary>The secrets of a profile, or of the account that several profiles share: from the profile's command if it has one, otherwise out of the store.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="settings">The profile's own settings.</param>
/// <param name="profile">The profile.</param>
/// <param name="keeper">The store.</param>
/// <param name="deadline">The login's time.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class StoredAnswers(
    SystemEnvironment environment, KeepaliveConfiguration settings, string profile, SecretKeeper keeper, Deadline deadline, TimeProvider clock) : ILoginAnswers
{
    private Secret? _given;

    /// <summary>The password's name, which is also the breaker's.</summary>
    public SecretName PasswordName { get; } = SecretName.Of(settings, profile, SecretKind.Password);

    public async Task<Secret> PasswordAsync(CancellationToken cancellationToken) =>
        _given = await ReadPasswordAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Of the password that the tool was given, which must not be disposed of yet; null when it has asked for none. Only a login that failed needs
    /// it: the system's cryptography takes longer to load than the rest of an answer.
    /// </summary>
    public async Task<string?> FingerprintGivenAsync(CancellationToken cancellationToken) =>
        _given is null ? null : await FingerprintAsync(_given, cancellationToken).ConfigureAwait(false);

    public async Task<Secret> CodeAsync(CancellationToken cancellationToken)
    {
        SecretName name = SecretName.Of(settings, profile, SecretKind.Totp);
        if (Command(SecretKind.Totp) is { } command)
        {
            return await CommandCode.NextAsync(command, name, environment, deadline, clock, cancellationToken).ConfigureAwait(false);
        }

        SecretRules.CheckAllowed(name, settings); // Whatever settings the caller's keeper was opened with.
        using Secret value = await keeper.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        using TotpSeed seed = TotpSeed.Parse(value, name.Description);
        return await new TotpSource(environment, AwsClock.Read(environment, clock)).NextAsync(name, seed, deadline, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Of the password as it is now; null when there is none.</summary>
    public async Task<string?> FindFingerprintAsync(CancellationToken cancellationToken)
    {
        try
        {
            using Secret password = await ReadPasswordAsync(cancellationToken).ConfigureAwait(false);
            return await FingerprintAsync(password, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.SecretNotFound)
        {
            return null;
        }
    }

    private SecretCommand? Command(SecretKind kind) => SecretCommand.Of(settings, profile, kind, environment);

    private Task<Secret> ReadPasswordAsync(CancellationToken cancellationToken) => Command(SecretKind.Password) is { } command
        ? command.RunAsync(deadline.Remaining, clock, cancellationToken)
        : keeper.ReadAsync(PasswordName, cancellationToken);

    private Task<string> FingerprintAsync(Secret password, CancellationToken cancellationToken) => Command(SecretKind.Password) is not null
        ? SlowFingerprint.MakeAsync(environment, PasswordName, password, clock, cancellationToken)
        : keeper.FingerprintAsync(PasswordName, password, cancellationToken);
}
