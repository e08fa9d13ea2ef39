using Keepalive.Platform.Files;

namespace Keepalive.Secrets;

/// <summary>A small file beside the breaker's, in the state folder: read and changed by one process at a time.</summary>
internal static class SecretStateFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Each holder of the lock needs it for one small file.</summary>
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(10);

    /// <summary>Changes the file.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="maximumLength">A longer file is not one of ours.</param>
    /// <param name="change">Gives the new content for the old one (empty: there is none), or null to leave it.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">StateFolderUnusable, TimedOut.</exception>
    public static async Task ChangeAsync(
        SystemEnvironment environment, string name, int maximumLength, Func<ReadOnlyMemory<byte>, byte[]?> change, TimeProvider clock, CancellationToken cancellationToken)
    {
        string path = StatePaths.Of(environment, StatePaths.Secrets, name);
        using FileLock held = await LockAsync(path + ".lock", clock, cancellationToken).ConfigureAwait(false);
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(path, maximumLength, clock);
            if (change(snapshot.Exists ? snapshot.Content : default) is { } content)
            {
                AtomicFile.Write(path, content);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }

    private static async Task<FileLock> LockAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        while (true)
        {
            if (FileLock.TryAcquire(path) is { } held)
            {
                return held;
            }

            if (clock.GetElapsedTime(start) > Patience)
            {
                throw KeepaliveErrors.TimedOut($"The lock {path}", Patience, path, isOfCaller: false);
            }

            await Task.Delay(BetweenAttempts, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
