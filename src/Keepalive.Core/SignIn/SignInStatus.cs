using Keepalive.Aws.Profiles;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>
/// The state of the sign-in of a profile, for callers that only read it (a status line, a hook). Reads at most two small files and asks a
/// lock; no network, no cryptography. Holds no secret.
/// </summary>
public sealed record SignInStatus
{
    /// <summary>The session or profile that is signed in.</summary>
    public required string Name { get; init; }

    /// <summary>A worker is alive and has not finished.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>The way.</summary>
    public required SignInFlow Flow { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, UTC; null while it runs, and if its worker was killed.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>It ended well.</summary>
    public bool HasSucceeded { get; init; }

    /// <summary>The address to open; null if there is none yet.</summary>
    public string? Address { get; init; }

    /// <summary>The code to compare or type on that page.</summary>
    public string? UserCode { get; init; }

    /// <summary>The number to match on another device.</summary>
    public string? Number { get; init; }

    /// <summary>The kind of answer that a person is asked for, as a noun: "code", "password"; null if there is no open question.</summary>
    public string? Asks { get; init; }

    /// <summary>The words of the open question; null if there is none.</summary>
    public string? Question { get; init; }

    /// <summary>Until automatic sign-in may start again; null if it may.</summary>
    public TimeSpan? CoolDownLeft { get; init; }

    /// <summary>The error code of the last one; null when it succeeded or runs.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The failure in a sentence.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>
    /// Reads the state. A profile can have two sign-ins (its sso-session's and its automatic login): the result is the running one, otherwise the later;
    /// null if there was none.
    /// </summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="clock">The time.</param>
    public static SignInStatus? Read(SystemEnvironment environment, AwsProfile profile, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(clock);
        try
        {
            SignInStatus? command = Read(WorkerPaths.OfProfile(environment, profile.Name), clock);
            SignInStatus? session = SignInSessions.Behind(profile) is { } behind ? Read(behind.SignInPlace(environment), clock) : null;
            return command is null || session is null ? command ?? session
                : command.IsRunning != session.IsRunning ? (command.IsRunning ? command : session)
                : command.Started > session.Started ? command : session;
        }
        catch (KeepaliveException)
        {
            return null; // No home, no state folder: nothing is to be seen.
        }
    }

    private static SignInStatus? Read(WorkerPaths place, TimeProvider clock)
    {
        var ledger = new SignInLedger(place, clock);
        return ledger.Read() is { } entry ? Of(place, entry, ledger, entry.IsRunning && SignInLease.IsHeld(place)) : null;
    }

    private static SignInStatus Of(WorkerPaths place, SignInEntry entry, SignInLedger ledger, bool isRunning) => new()
    {
        Name = place.Name,
        IsRunning = isRunning,
        Flow = entry.Flow,
        Started = entry.Started,
        Ended = entry.Ended,
        HasSucceeded = entry.Phase == SignInPhase.Succeeded,
        Address = isRunning ? entry.Address : null,
        UserCode = isRunning ? entry.UserCode : null,
        Number = isRunning ? entry.Number : null,
        Asks = isRunning ? entry.Asks : null,
        Question = isRunning ? entry.Question : null,
        CoolDownLeft = isRunning ? null : ledger.CoolDownLeft(entry),
        FailureCode = entry.Outcome?.Code,
        FailureMessage = entry.Outcome?.Message,
    };
}
