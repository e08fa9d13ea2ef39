using Keepalive.Configuration;
using Keepalive.Login;

namespace Keepalive.Secrets;

/// <summary>
/// Secrets for all callers: the rules for values, the store that is chosen at the first use, and a bound on
/// every wait, since a locked store may ask a person.
/// </summary>
public sealed class SecretKeeper
{
    /// <summary>Long enough for a person to unlock a store; well below what Claude Code gives a refresh.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);

    private readonly KeepaliveConfiguration _configuration;
    private readonly Func<CancellationToken, ISecretStore> _choose;
    private readonly TimeProvider _clock;
    private SystemEnvironment? _environment;
    private ISecretStore? _store;

    internal SecretKeeper(KeepaliveConfiguration configuration, Func<CancellationToken, ISecretStore> choose, TimeProvider clock)
    {
        _configuration = configuration;
        _choose = choose;
        _clock = clock;
    }

    /// <summary>How long one operation may take.</summary>
    public TimeSpan Limit { get; init; } = DefaultLimit;

    /// <summary>The store in use; null until the first operation has chosen it.</summary>
    public ISecretStore? Store => _store;

    /// <summary>The keeper of a person's secrets; touches no store yet.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="configuration">Our settings.</param>
    /// <param name="store">The store that the caller names, or null.</param>
    /// <param name="clock">The time.</param>
    public static SecretKeeper Open(SystemEnvironment environment, KeepaliveConfiguration configuration, string? store, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new(configuration, stop => SecretStores.Choose(environment, store ?? configuration.SecretStore, clock, stop), clock) { _environment = environment };
    }

    /// <summary>A keeper whose store is a given one, such as a vault of PowerShell.</summary>
    /// <param name="configuration">Our settings.</param>
    /// <param name="store">The store.</param>
    /// <param name="clock">The time.</param>
    public static SecretKeeper Of(KeepaliveConfiguration configuration, ISecretStore store, TimeProvider clock) => new(configuration, _ => store, clock);

    /// <summary>Keeps it, in the place of an older one.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="secret">The value.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretInvalid, TotpSeedInvalid, TotpSeedForbidden, SecretStoreUnavailable, SecretStoreFailed, TimedOut.</exception>
    public Task WriteAsync(SecretName name, Secret secret, CancellationToken cancellationToken)
    {
        SecretRules.Check(name, secret, _configuration);
        return RunAsync(name, (store, stop) =>
        {
            store.Write(name, secret, stop);
            MarkOf(name)?.Remember();
            return true;
        }, cancellationToken);
    }

    /// <summary>The secret; the caller disposes of it.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretNotFound, SecretInvalid, TotpSeedInvalid, TotpSeedForbidden, SecretStoreUnavailable, SecretStoreFailed, TimedOut.</exception>
    public async Task<Secret> ReadAsync(SecretName name, CancellationToken cancellationToken)
    {
        SecretRules.CheckAllowed(name, _configuration);
        Secret secret = await RunAsync(name, (store, stop) => store.Read(name, stop), cancellationToken).ConfigureAwait(false)
            ?? throw KeepaliveErrors.SecretNotFound(name.Description, _store!.DisplayName);
        try
        {
            SecretRules.Check(name, secret, _configuration);
            return secret;
        }
        catch
        {
            secret.Dispose();
            throw;
        }
    }

    /// <exception cref="KeepaliveException">TotpSeedForbidden.</exception>
    internal void RequireAllowed(SecretName name) => SecretRules.CheckAllowed(name, _configuration);

    /// <summary>Whether there is one.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretStoreUnavailable, SecretStoreFailed, TimedOut.</exception>
    public Task<bool> ExistsAsync(SecretName name, CancellationToken cancellationToken) =>
        RunAsync(name, (store, stop) => store.Exists(name, stop), cancellationToken);

    /// <summary>Removes it, and what was kept about it; false when there was none.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretStoreUnavailable, SecretStoreFailed, TimedOut.</exception>
    public Task<bool> RemoveAsync(SecretName name, CancellationToken cancellationToken) => RunAsync(name, (store, stop) =>
    {
        store.Remove(name.FingerprintKey(), stop);
        MarkOf(name)?.Forget();
        return store.Remove(name, stop);
    }, cancellationToken);

    /// <summary>A value that distinguishes this secret from any other, and contains nothing else: for <see cref="LoginBreaker"/>.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="secret">The value.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">SecretStoreUnavailable, SecretStoreFailed, TimedOut.</exception>
    public Task<string> FingerprintAsync(SecretName name, Secret secret, CancellationToken cancellationToken) =>
        RunAsync(name, (store, stop) => SecretFingerprint.Make(store, name, secret, stop), cancellationToken);

    /// <summary>Null for a password, and for a store that is only open in PowerShell.</summary>
    private SeedMark? MarkOf(SecretName name) => name.Kind == SecretKind.Totp && _environment is { } environment ? new SeedMark(environment, name, _clock) : null;

    private async Task<T> RunAsync<T>(SecretName name, Func<ISecretStore, CancellationToken, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var bound = new CancellationTokenSource(Limit, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        CancellationToken stopToken = stop.Token;

        // Not every store's calls can be ended: then the thread is left behind, and what it still brings is zeroed.
        Task<T> running = Task.Run(() => work(_store ??= _choose(stopToken), stopToken), CancellationToken.None);
        try
        {
            return await running.WaitAsync(stopToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = running.ContinueWith(
                static late => (late.Result as IDisposable)?.Dispose(),
                CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            throw KeepaliveErrors.TimedOut(Sentence(_store?.DisplayName ?? "the choice of a secret store"), Limit, name.Description, isOfCaller: false);
        }
    }

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
