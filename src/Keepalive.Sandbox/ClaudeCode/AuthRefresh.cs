using Keepalive.ClaudeCode;

namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>
/// <c>awsAuthRefresh</c>: run when STS doesn't confirm the keys of the default chain (which aren't the exported ones),
/// not again within 30 s of its end, and ended after three minutes.
/// </summary>
internal sealed class AuthRefresh(ClientEnvironment environment, DefaultChain chain, AwsCalls aws, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_coolDown = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_limit = Slots.Refresh.ClientLimit!.Value;

    private readonly SemaphoreSlim _one = new(1);
    private DateTimeOffset _ended = DateTimeOffset.MinValue;
    private int _runs;

    /// <summary>How often the command ran.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>How many of its last runs failed, one after the other.</summary>
    public int FailuresInARow { get; private set; }

    /// <summary>The output of the last run.</summary>
    public string Output { get; private set; } = "";

    public async Task RunIfNeededAsync(string? command, CancellationToken cancellationToken)
    {
        if (command is null)
        {
            return;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (clock.GetUtcNow() - _ended < s_coolDown || await IsChainGoodAsync(cancellationToken))
            {
                return;
            }

            Interlocked.Increment(ref _runs);
            HelperOutcome outcome = await HelperProcess.RunHelperAsync(command, environment.ForHelpers, environment.Folder, s_limit, cancellationToken);
            Output = outcome.Output + outcome.Errors;
            FailuresInARow = outcome.ExitStatus == 0 ? 0 : FailuresInARow + 1;
            _ended = clock.GetUtcNow();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<bool> IsChainGoodAsync(CancellationToken cancellationToken) =>
        await chain.FindAsync(cancellationToken) is { } key && await aws.IsIdentityGoodAsync(key, cancellationToken);
}
