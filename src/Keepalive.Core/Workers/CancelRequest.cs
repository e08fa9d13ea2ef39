using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Workers;

/// <summary>
/// The wish that one sign-in should end, for the worker that runs it: an owner-only file that names it. A file and no signal, because a
/// detached process of Windows gets none, and because a number may be another process's by now.
/// </summary>
/// <param name="place">Where the sign-in is.</param>
internal sealed class CancelRequest(WorkerPaths place)
{
    private const int MaximumLength = 256;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public void Write(string signIn)
    {
        try
        {
            AtomicFile.Write(place.Cancel, Encoding.ASCII.GetBytes(signIn), survivesPowerLoss: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(place.Cancel, FileFault.Describe(place.Cancel, exception), exception, WriteAdvice.For(place.Cancel, exception));
        }
    }

    /// <summary>It was fulfilled, or came too late.</summary>
    public void Clear()
    {
        try
        {
            File.Delete(place.Cancel);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It names a sign-in that has finished, so it has no effect.
        }
    }

    /// <summary>Waits for a request to cancel this sign-in.</summary>
    /// <param name="signIn">Which.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task WaitAsync(string signIn, CancellationToken cancellationToken)
    {
        // Polls by the real clock: no time limit depends on it.
        using var pace = new PeriodicTimer(BetweenLooks);
        while (!IsFor(signIn))
        {
            await pace.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsFor(string signIn)
    {
        try
        {
            return File.Exists(place.Cancel)
                && Encoding.ASCII.GetString(FileSnapshot.ReadOwn(place.Cancel, MaximumLength, TimeProvider.System).Content.Span).Trim() == signIn;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
