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
/// <param name="limit">The time of one reading. A person's thinking between two of them does not count.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class StoredAnswers(
    SystemEnvironment environment, KeepaliveConfiguration settings, string profile, SecretKeeper keeper, TimeSpan limit, TimeProvider clock) : ILoginAnswers, IDisposable
{
    /// <summary>Read once in a sign-in: a command may ask the person to unlock a store.</summary>
    private Secret? _password;
    private bool _isGiven;

    /// <summary>The password's name, which is also the breaker's.</summary>
    public SecretName PasswordName { get; } = SecretName.Of(settings, profile, SecretKind.Password);

    public async Task<Secret> PasswordAsync(CancellationToken cancellationToken)
    {
        Secret password = await ReadPasswordAsync(cancellationToken).ConfigureAwait(false);
        _isGiven = true;
        return Secret.FromUtf8(password.Utf8);
    }

    /// <summary>
    /// Of the password that the tool was given; null when it has asked for none. Only a login that failed needs it: the system's cryptography takes longer
    /// to load than the rest of an answer.
    /// </summary>
    public async Task<string?> FingerprintGivenAsync(CancellationToken cancellationToken) =>
        _isGiven ? await FingerprintAsync(_password!, cancellationToken).ConfigureAwait(false) : null;

    public async Task<Secret> CodeAsync(CancellationToken cancellationToken)
    {
        SecretName name = SecretName.Of(settings, profile, SecretKind.Totp);
        Deadline deadline = Deadline.Fixed(clock, limit);
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
            Secret password = await ReadPasswordAsync(cancellationToken).ConfigureAwait(false);
            return await FingerprintAsync(password, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.SecretNotFound)
        {
            return null;
        }
    }

    /// <summary>Zeroes the password.</summary>
    public void Dispose() => _password?.Dispose();

    private SecretCommand? Command(SecretKind kind) => SecretCommand.Of(settings, profile, kind, environment);

    private async Task<Secret> ReadPasswordAsync(CancellationToken cancellationToken) => _password ??= Command(SecretKind.Password) is { } command
        ? await command.RunAsync(limit, clock, cancellationToken).ConfigureAwait(false)
        : await keeper.ReadAsync(PasswordName, cancellationToken).ConfigureAwait(false);

    private Task<string> FingerprintAsync(Secret password, CancellationToken cancellationToken) => Command(SecretKind.Password) is not null
        ? SlowFingerprint.MakeAsync(environment, PasswordName, password, clock, cancellationToken)
        : keeper.FingerprintAsync(PasswordName, password, cancellationToken);
}
