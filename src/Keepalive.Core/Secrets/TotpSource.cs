using System.Globalization;
using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.Secrets;

/// <summary>
/// Gives each one-time code once, across all processes: services take none twice (RFC 6238, 5.2), and some count the second time
/// as a wrong one. The last window that was used is kept in the state folder; a seed or its hash is not.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The time; AWS's clock where it is known, since the machine's may be off by more than a window.</param>
public sealed class TotpSource(SystemEnvironment environment, TimeProvider clock)
{
    /// <summary>A last window farther ahead than this was written while the clock was wrong.</summary>
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromMinutes(5);

    /// <summary>Each holder of the lock needs it for one small file.</summary>
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(10);

    /// <summary>The next code that was never given; waits for its window when this one's was.</summary>
    /// <param name="name">Whose seed it is.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">OneTimeCodeUsed: the next window begins after the caller's time; it tells in how long.</exception>
    public async Task<Secret> NextAsync(SecretName name, TotpSeed seed, Deadline deadline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(deadline);
        string path = StatePaths.Of(environment, StatePaths.Secrets, "for " + WorkerPaths.FileName(name.CaselessKey) + ".last-code");
        while (true)
        {
            TimeSpan wait = BetweenAttempts;
            using (FileLock? held = FileLock.TryAcquire(path + ".lock"))
            {
                if (held is not null)
                {
                    // Read under the lock: a process that was suspended before it would compare a window of the past.
                    DateTimeOffset now = clock.GetUtcNow();
                    long window = Totp.Window(seed, now);
                    long last = ReadLast(path);
                    if (last < window || (last - window) * seed.Period > FarthestAhead + seed.Period)
                    {
                        Remember(path, window);
                        return Secret.FromText(Totp.Code(seed, window));
                    }

                    wait = Totp.StartOf(seed, last + 1) - now;
                }
            }

            if (wait > deadline.Remaining && !deadline.TryExtend(wait))
            {
                throw KeepaliveErrors.OneTimeCodeUsed(name.Description, wait);
            }

            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private long ReadLast(string path)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(path, maximumLength: 64, clock);
            return snapshot.Exists && long.TryParse(Encoding.ASCII.GetString(snapshot.Content.Span), NumberStyles.None, CultureInfo.InvariantCulture, out long last)
                ? last
                : -1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }

    /// <summary>Before the code is typed: an unused code costs a wait, but a code that is used twice may cost the account.</summary>
    private static void Remember(string path, long window)
    {
        try
        {
            AtomicFile.Write(path, Encoding.ASCII.GetBytes(window.ToString(CultureInfo.InvariantCulture)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }
}
