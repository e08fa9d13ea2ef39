using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>
/// Runs another status line's command once, to its end: one worker for a command and a session. What it printed is kept for
/// the next call; a failure prints nothing, as in Claude Code.
/// </summary>
public static class OtherStatusLineWorker
{
    /// <summary>The longest a command may take; then it is ended with all that it started.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private const int OutputLimit = 64 * 1024;
    private const int Attempts = 5;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs it, unless another worker does.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="request">The file with the command's input; it is removed.</param>
    /// <param name="command">The command, for the shell of Claude Code.</param>
    /// <param name="limit">The longest it may take.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    /// <exception cref="IOException">Its output can't be kept.</exception>
    public static async Task RunAsync(SystemEnvironment environment, string request, string command, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            OtherStatusLineFiles files = OtherStatusLineFiles.OfRequest(request);
            using FileLock? one = await TakeAsync(files, cancellationToken).ConfigureAwait(false);
            if (one is not null)
            {
                files.WriteOutput(request, await PrintAsync(environment, request, command, limit, cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            File.Delete(request);
        }
    }

    /// <summary>Callers take the lock for a moment to see whether it is free; that must not send a worker home.</summary>
    private static async Task<FileLock?> TakeAsync(OtherStatusLineFiles files, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            FileLock? taken = FileLock.TryAcquire(files.Lock);
            if (taken is not null || attempt == Attempts)
            {
                return taken;
            }

            await Task.Delay(BetweenAttempts, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<byte[]> PrintAsync(SystemEnvironment environment, string request, string command, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(limit);
        try
        {
            IReadOnlyList<string> words = new ClientShell(environment).WordsFor(command, environment.Get("PATH") ?? string.Empty);
            var shell = new ChildCommand(words[0], [.. words.Skip(1)]) { StandardInputFile = request };
            ChildOutcome outcome = await ChildProcess.RunAsync(shell, OutputLimit, bound.Token).ConfigureAwait(false);
            return outcome is { ExitCode: 0, OutputLimitExceeded: false } ? outcome.StandardOutput : [];
        }
        catch (Exception exception) when (exception is ChildStartException or OperationCanceledException)
        {
            return [];
        }
    }
}
