using Keepalive.Platform.Files;
using Keepalive.Secrets;
using Keepalive.Workers;

namespace Keepalive.Login;

/// <summary>
/// Stops logins that run by themselves before they lock an account or call a phone without end: a refused password is not used
/// again until its value has changed, and after a denied second factor, or a failure of no known cause, there is a pause that grows
/// (<see cref="GrowingPause"/>). One state for all processes and all profiles of an account, in the state folder.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="name">The secret that the login uses.</param>
/// <param name="clock">The machine's clock.</param>
public sealed class LoginBreaker(SystemEnvironment environment, SecretName name, TimeProvider clock)
{
    private const int MaximumLength = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(10);

    private const string FileEnd = ".breaker.json";

    private string Path => environment.Combine(Folder(environment), "for " + WorkerPaths.FileName(name.CaselessKey) + FileEnd);

    /// <summary>Whether there is a record for any secret: if not, the breakers of many profiles need not be read.</summary>
    /// <param name="environment">The variables and the platform.</param>
    public static bool HasTripped(SystemEnvironment environment)
    {
        try
        {
            return Directory.EnumerateFiles(Folder(environment), "*" + FileEnd).Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return exception is UnauthorizedAccessException;
        }
    }

    /// <summary>The state, for callers that only read it.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public LoginBreakerState Read()
    {
        string path = Path;
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(path, MaximumLength, clock);
            return !snapshot.Exists ? LoginBreakerState.Closed
                : LoginBreakerState.Parse(snapshot.Content.Span)
                ?? throw KeepaliveErrors.StateFolderUnusable(path, "its content is not valid; delete it if you know why a login failed", new InvalidDataException());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }

    /// <summary>Whether an automatic login may use the secret.</summary>
    /// <param name="fingerprint">Of the value that would be used; null when the login uses no stored value.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">PasswordRejected, MfaCoolingDown, SignInCoolingDown.</exception>
    public async Task CheckAsync(string? fingerprint, CancellationToken cancellationToken)
    {
        LoginBreakerState state = Read();
        if (fingerprint is not null && state.WithValue(fingerprint) != state)
        {
            state = await ChangeAsync(state => state.WithValue(fingerprint), cancellationToken).ConfigureAwait(false);
        }

        if (state.RejectedAt is { } rejected)
        {
            throw KeepaliveErrors.PasswordRejected(name.Description, rejected);
        }

        if (state.CoolDownLeft(clock.GetUtcNow()) is { } left)
        {
            throw state.IsOfSecondFactor
                ? KeepaliveErrors.MfaCoolingDown(name.Description, state.Failures, left)
                : KeepaliveErrors.LoginCoolingDown(name.Description, state.FailureCode!, state.Failures, left);
        }
    }

    /// <summary>The identity provider has refused this value.</summary>
    /// <param name="fingerprint">Of the value that was used.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task PasswordRejectedAsync(string fingerprint, CancellationToken cancellationToken) =>
        ChangeAsync(state => state with { RejectedAt = clock.GetUtcNow(), RejectedFingerprint = fingerprint }, cancellationToken);

    /// <summary>The second factor was denied, or not given in time.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task MfaFailedAsync(CancellationToken cancellationToken) => FailedAsync(KeepaliveErrorCode.MfaDenied, fingerprint: null, cancellationToken);

    /// <summary>A login has failed, and the next one would most likely fail the same way.</summary>
    /// <param name="code">The error's code.</param>
    /// <param name="fingerprint">Of the value that it was given; null when it has asked for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal Task FailedAsync(string code, string? fingerprint, CancellationToken cancellationToken) =>
        ChangeAsync(state => state.WithFailure(code, fingerprint, clock.GetUtcNow()), cancellationToken);

    /// <summary>The profile has a key that AWS takes, from wherever: failures of no known cause are history.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal Task ForgiveAsync(CancellationToken cancellationToken) =>
        Read().HasFailed ? ChangeAsync(static state => state.HasFailed ? state.WithoutFailures() : state, cancellationToken) : Task.CompletedTask;

    /// <summary>A login has succeeded: nothing of the past counts.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task SucceededAsync(CancellationToken cancellationToken) =>
        File.Exists(Path) ? ChangeAsync(static _ => LoginBreakerState.Closed, cancellationToken) : Task.CompletedTask;

    /// <summary>The value was set anew. True when it is the one that was refused; any other ends the refusal.</summary>
    /// <param name="fingerprint">Of the value that is stored now.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<bool> ValueSetAsync(string fingerprint, CancellationToken cancellationToken)
    {
        LoginBreakerState state = Read();
        if (state.WithValue(fingerprint) != state)
        {
            state = await ChangeAsync(state => state.WithValue(fingerprint), cancellationToken).ConfigureAwait(false);
        }

        return state.RejectedAt is not null;
    }

    /// <summary>A person wants to try in spite of the pause. Works also if the state can't be read.</summary>
    /// <param name="permit">That it is a person.</param>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public void Clear(ForcePermit permit)
    {
        ArgumentNullException.ThrowIfNull(permit);
        string path = Path;
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // There is nothing to clear.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }

    private static string Folder(SystemEnvironment environment) => StatePaths.Of(environment, StatePaths.Secrets);

    /// <summary>Changes what is there at that moment: two failures at the same time are two.</summary>
    private async Task<LoginBreakerState> ChangeAsync(Func<LoginBreakerState, LoginBreakerState> change, CancellationToken cancellationToken)
    {
        string path = Path;
        using FileLock held = await TakeLockAsync(path + ".lock", cancellationToken).ConfigureAwait(false);
        LoginBreakerState state = change(Read());
        try
        {
            AtomicFile.Write(path, state.ToUtf8());
            return state;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }

    private async Task<FileLock> TakeLockAsync(string path, CancellationToken cancellationToken)
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
