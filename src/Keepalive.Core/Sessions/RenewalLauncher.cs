using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;
using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>
/// Starts the background renewal as a detached process. Only one runs at a time, and none starts within a minute of a renewal that changed
/// nothing, because the hooks of many Claude Code sessions call this class at every prompt.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="program">The program of the workers.</param>
/// <param name="clock">The machine's clock.</param>
public sealed class RenewalLauncher(SystemEnvironment environment, IWorkerProgram program, TimeProvider clock) : IRenewalLauncher
{
    /// <summary>The time between the starts of two renewals that change nothing.</summary>
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
            // No caller waits for the renewal. If it is needed, the next refresh reports the error.
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
            return false; // Another user may have written the file, so it is ignored.
        }

        if (!snapshot.Exists || !Timestamp.TryRead(Encoding.ASCII.GetString(snapshot.Content.Span), out DateTimeOffset started))
        {
            return false;
        }

        // If the start is in the future, the clock was set back.
        TimeSpan age = clock.GetUtcNow() - started;
        return age >= TimeSpan.Zero && age < Pause;
    }

    private static bool IsRunning(RenewalPlace place)
    {
        using FileLock? probe = FileLock.TryAcquire(place.Lease);
        return probe is null;
    }
}
