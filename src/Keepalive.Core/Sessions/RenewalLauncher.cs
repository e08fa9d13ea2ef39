using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// Starts the background renewal as a detached process, one at a time, and not again for a minute when the last one changed
/// nothing: hooks of many sessions call it at every prompt.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="program">The program of the workers.</param>
/// <param name="clock">The machine's clock.</param>
public sealed class RenewalLauncher(SystemEnvironment environment, IWorkerProgram program, TimeProvider clock) : IRenewalLauncher
{
    /// <summary>Between two that change nothing.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private const int MaximumLength = 64;

    /// <inheritdoc/>
    public void Launch(string profile)
    {
        try
        {
            var place = new RenewalPlace(environment, profile);
            if (WasStarted(place.LastStart))
            {
                return;
            }

            using FileLock? start = FileLock.TryAcquire(place.Start);
            if (start is null || WasStarted(place.LastStart) || IsRunning(place))
            {
                return;
            }

            AtomicFile.Write(place.LastStart, Encoding.ASCII.GetBytes(Timestamp.Format(clock.GetUtcNow())));
            program.LauncherOf(RenewalWorker.Verb, profile).Launch(new SignInOptions());
        }
        catch (Exception exception) when (exception is KeepaliveException or ChildStartException or IOException or UnauthorizedAccessException)
        {
            // Nobody is waiting for it; when it is needed, the next refresh says what is wrong.
        }
    }

    private bool WasStarted(string file)
    {
        FileSnapshot snapshot;
        try
        {
            snapshot = FileSnapshot.ReadOwn(file, MaximumLength, clock);
        }
        catch (UntrustedFileException)
        {
            return false; // Whoever wrote it, we did not.
        }

        if (!snapshot.Exists || !Timestamp.TryRead(Encoding.ASCII.GetString(snapshot.Content.Span), out DateTimeOffset started))
        {
            return false;
        }

        // In the future: the clock was set back.
        TimeSpan age = clock.GetUtcNow() - started;
        return age >= TimeSpan.Zero && age < Pause;
    }

    private static bool IsRunning(RenewalPlace place)
    {
        using FileLock? probe = FileLock.TryAcquire(place.Lease);
        return probe is null;
    }
}
