namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>
/// The client's keys: asked for once and kept until five minutes before their end (an hour when that is too near or not
/// told); then the old ones are used once more while new ones are fetched beside it.
/// </summary>
internal sealed class ClientCredentials(ClientEnvironment environment, AuthRefresh refresh, DefaultChain chain, TimeProvider clock)
{
    private const int ExportTries = 3;

    private static readonly TimeSpan s_ahead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_blind = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(600);

    private readonly Lock _gate = new();
    private ClientKey? _key;
    private DateTimeOffset _goodUntil;
    private Task _background = Task.CompletedTask;
    private int _exports;

    /// <summary>How often the export command ran.</summary>
    public int Exports => Volatile.Read(ref _exports);

    public ClientSettings Settings { get; set; } = new();

    /// <summary>Null when neither the export nor the default chain has any.</summary>
    public async Task<ClientKey?> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_key is { } known)
            {
                if (clock.GetUtcNow() >= _goodUntil && _background.IsCompleted)
                {
                    _background = FetchAsync(cancellationToken);
                }

                return known;
            }
        }

        return await FetchAsync(cancellationToken);
    }

    /// <summary>After a 403, and when a settings file has changed.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _key = null;
        }
    }

    /// <summary>Makes the remembered times older by this: a long idle time, without the wait.</summary>
    public void Age(TimeSpan time)
    {
        lock (_gate)
        {
            _goodUntil -= time;
        }
    }

    /// <summary>Ends once nothing is fetched any more.</summary>
    public Task SettleAsync()
    {
        lock (_gate)
        {
            return _background;
        }
    }

    private async Task<ClientKey?> FetchAsync(CancellationToken cancellationToken)
    {
        await refresh.RunIfNeededAsync(Settings.AuthRefresh, cancellationToken);
        ClientKey? key = await ExportAsync(cancellationToken) ?? await chain.FindAsync(cancellationToken);
        if (key is not null)
        {
            TimeSpan kept = key.Expiration - s_ahead - clock.GetUtcNow() is { } time && time > s_shortest ? time : s_blind;
            lock (_gate)
            {
                _key = key;
                _goodUntil = clock.GetUtcNow() + kept;
            }
        }

        return key;
    }

    /// <summary>No limit of time: one that hangs is waited for as long as the turn lasts.</summary>
    private async Task<ClientKey?> ExportAsync(CancellationToken cancellationToken)
    {
        if (Settings.CredentialExport is not { } command)
        {
            return null;
        }

        for (int attempt = 1; ; attempt++)
        {
            Interlocked.Increment(ref _exports);
            HelperOutcome outcome = await HelperProcess.RunHelperAsync(command, environment.ForHelpers, environment.Folder, Timeout.InfiniteTimeSpan, cancellationToken);
            ClientKey? key = outcome.ExitStatus == 0 ? ClientKey.Read(outcome.Output) : null;
            if (key is not null || attempt == ExportTries)
            {
                return key;
            }

            await Task.Delay(s_betweenTries, clock, cancellationToken);
        }
    }
}
