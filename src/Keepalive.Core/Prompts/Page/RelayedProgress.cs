using Keepalive.Configuration;
using Keepalive.Workers;

namespace Keepalive.Prompts.Page;

/// <summary>The progress of a sign-in, whose questions are asked here as soon as there is one.</summary>
/// <param name="rows">Receives the rest.</param>
/// <param name="environment">The variables and the platform.</param>
/// <param name="configuration">Whether the person is asked here.</param>
/// <param name="prompt">Asks the person here.</param>
/// <param name="clock">The time.</param>
/// <param name="cancellationToken">Withdraws an open question.</param>
public sealed class RelayedProgress(
    IProgress<SignInProgress> rows, SystemEnvironment environment, KeepaliveConfiguration configuration, IPersonPrompt prompt, TimeProvider clock, CancellationToken cancellationToken) : IProgress<SignInProgress>, IAsyncDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private Task _relaying = Task.CompletedTask;
    private bool _isStarted;

    /// <inheritdoc/>
    public void Report(SignInProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Flow is not (SignInFlow.Command or SignInFlow.PastedCode) || !configuration.For(value.Name).AsksAtTerminal)
        {
            rows.Report(value);
            return;
        }

        rows.Report(value.Question is null ? value : value with { Question = null, Asks = null }); // The prompt shows it.

        // The code to paste is on the page: its address must be shown before the prompt.
        if (!_isStarted && (value.Flow == SignInFlow.Command || value.Address is not null))
        {
            _isStarted = true;
            _relaying = new PromptRelay(environment, value.Name, prompt, clock).RunAsync(_end.Token);
        }
    }

    /// <summary>Ends the relay, and withdraws a question that is open here. It stays open for the page.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _relaying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }
}
