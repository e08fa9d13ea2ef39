using System.ComponentModel;
using System.Diagnostics;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>The result of a request to cancel a sign-in.</summary>
public enum CancelOutcome
{
    /// <summary>None was running.</summary>
    NoneRunning,

    /// <summary>It has ended without a token.</summary>
    Cancelled,

    /// <summary>It had succeeded before the wish reached it.</summary>
    TooLate,
}

/// <summary>A sign-in that was to end.</summary>
/// <param name="Name">The session or the profile, as a person calls it.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record CancelledSignIn(string Name, CancelOutcome Outcome)
{
    /// <summary>The same in a sentence.</summary>
    public string Sentence => Outcome switch
    {
        CancelOutcome.Cancelled => $"The sign-in to '{Name}' was cancelled.",
        CancelOutcome.TooLate => $"The sign-in to '{Name}' succeeded before it could be cancelled. To sign out, run 'claude-aws logout' (Disconnect-ClaudeAws).",
        _ => $"No sign-in to '{Name}' is running.",
    };
}

/// <summary>
/// Ends the sign-in that runs at a place: its worker is asked, and writes the outcome for all who watch; one that does not answer is ended.
/// </summary>
/// <param name="place">Where it runs.</param>
/// <param name="clock">The time.</param>
internal sealed class SignInCancellation(WorkerPaths place, TimeProvider clock)
{
    /// <summary>Cancels a sign-in that hangs, and one that a waiting process has started in its place.</summary>
    private const int MostEnded = 2;

    /// <summary>The worker looks ten times a second, and closes its listener or ends its login tool then.</summary>
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly SignInLedger _ledger = new(place, clock);

    internal TimeSpan Patience { get; init; } = UsualPatience;

    /// <summary>Ends the sign-ins of a profile: to its session, and the automatic login. One line for each that ran; one for the session when none did.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the waiting; the wish stands.</param>
    /// <exception cref="KeepaliveException">There is no such profile; SignInWorkerFailed: a worker can't be ended.</exception>
    public static async Task<IReadOnlyList<CancelledSignIn>> RunAsync(
        string? requested, SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        List<CancelledSignIn> all = [];
        foreach (WorkerPaths place in await PlacesAsync(requested, environment, clock, cancellationToken).ConfigureAwait(false))
        {
            all.Add(await new SignInCancellation(place, clock).RunAsync(cancellationToken).ConfigureAwait(false));
        }

        CancelledSignIn[] ran = [.. all.Where(one => one.Outcome != CancelOutcome.NoneRunning)];
        return ran.Length > 0 ? ran : [all[0]];
    }

    /// <summary>One sentence for each running sign-in that would be cancelled; one for the session if none runs. Writes nothing.</summary>
    /// <param name="requested">The profile, or null for the one in use.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KeepaliveException">There is no such profile.</exception>
    public static async Task<IReadOnlyList<string>> ForecastAsync(
        string? requested, SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkerPaths> places = await PlacesAsync(requested, environment, clock, cancellationToken).ConfigureAwait(false);
        string[] running = [.. places.Where(SignInLease.IsHeld).Select(static place => $"The sign-in to '{place.Name}' would be cancelled.")];
        return running.Length > 0 ? running : [new CancelledSignIn(places[0].Name, CancelOutcome.NoneRunning).Sentence];
    }

    /// <exception cref="KeepaliveException">SignInWorkerFailed, StateFolderUnusable.</exception>
    public async Task<CancelledSignIn> RunAsync(CancellationToken cancellationToken)
    {
        var request = new CancelRequest(place);
        string? wanted = null;
        int ended = 0;
        Deadline deadline = Deadline.After(clock, Patience);
        while (true)
        {
            // In this order: a worker writes its outcome before it gives the lease back.
            bool isHeld = SignInLease.IsHeld(place);
            SignInEntry? entry = _ledger.Read();
            CancelOutcome? outcome = isHeld ? null : wanted is not null ? Settle(wanted) : IsStarting() ? null : CancelOutcome.NoneRunning;
            if (outcome is { } final)
            {
                request.Clear();
                return new CancelledSignIn(place.Name, final);
            }

            // Another one than before: a waiting process has started it, because the first was killed.
            if (isHeld && entry is { IsRunning: true } && entry.Id != wanted)
            {
                wanted = entry.Id;
                request.Write(wanted);
            }

            if (deadline.Remaining == TimeSpan.Zero)
            {
                if (!isHeld)
                {
                    return new CancelledSignIn(place.Name, CancelOutcome.NoneRunning); // A process was going to start one, but does not.
                }

                await (ended++ < MostEnded ? EndAsync(entry, cancellationToken) : throw Stubborn()).ConfigureAwait(false);
                deadline = Deadline.After(clock, Patience);
            }

            await Task.Delay(BetweenLooks, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<WorkerPaths>> PlacesAsync(string? requested, SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
        ProfileChoice choice = ProfileChoice.Make(requested, environment, configuration.Profile, configuration.Policy?.PinnedProfile);
        try
        {
            AwsProfile profile = await new ProfileReader(ProfileFileLocations.Find(environment), clock, configuration.For(choice.Name).ExpirationField)
                .ReadAsync(choice, cancellationToken).ConfigureAwait(false);
            WorkerPaths command = WorkerPaths.OfProfile(environment, profile.Name);
            AwsProfile end = RoleChain.BaseOf(profile);
            return (SignInSessions.Of(end) ?? SsoSession.Of(end)) is { } session ? [session.SignInPlace(environment), command] : [command];
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.ProfileNotFound && AutoLoginRan(choice.Name) is { } place)
        {
            return [place]; // A login tool writes the profile when it has succeeded.
        }

        WorkerPaths? AutoLoginRan(string name) => WorkerPaths.OfProfile(environment, name) is var place && File.Exists(place.Lease) ? place : null;
    }

    /// <summary>A process is about to start a worker, which takes the lease in a moment.</summary>
    private bool IsStarting()
    {
        using FileLock? free = FileLock.TryAcquire(place.Start);
        return free is null;
    }

    /// <summary>Writes the final entry. A killed worker has written none, and waiting processes would start another worker.</summary>
    /// <returns>Null when another has begun meanwhile.</returns>
    private CancelOutcome? Settle(string wanted)
    {
        using SignInLease? lease = SignInLease.TryTake(place);
        if (lease is null)
        {
            return null;
        }

        if (_ledger.Read() is not { } entry || entry.Id != wanted)
        {
            return CancelOutcome.Cancelled;
        }

        if (entry.IsRunning)
        {
            WorkerJournal.End(_ledger, entry, SignInPhase.Abandoned, KeepaliveErrors.SignInCancelled(place.Name, place.Command), clock);
        }

        return entry.Phase == SignInPhase.Succeeded ? CancelOutcome.TooLate : CancelOutcome.Cancelled;
    }

    /// <summary>It does not answer: an older version's, one that was stopped, or one that hangs.</summary>
    private async Task EndAsync(SignInEntry? entry, CancellationToken cancellationToken)
    {
        try
        {
            using Process worker = Process.GetProcessById(entry?.WorkerId is > 0 and var id && id != Environment.ProcessId ? id : throw Stubborn());

            // Whole seconds are in the ledger; another process that has its number began later.
            if ((worker.StartTime.ToUniversalTime() - entry.WorkerStarted.UtcDateTime).Duration() > TimeSpan.FromSeconds(2))
            {
                throw Stubborn();
            }

            worker.Kill(entireProcessTree: true);
            await worker.WaitForExitAsync(cancellationToken).WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception or AggregateException or TimeoutException)
        {
            if (SignInLease.IsHeld(place))
            {
                throw Stubborn();
            }
        }
    }

    private KeepaliveException Stubborn() => KeepaliveErrors.SignInWorkerFailed(place.Name, "does not answer and could not be stopped", command: place.Command);
}
