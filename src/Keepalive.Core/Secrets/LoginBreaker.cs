using Keepalive.Configuration;
using Keepalive.Files;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Secrets;

/// <summary>
/// Stops logins that run by themselves before they lock an account or call a phone without end: a refused password is not used
/// again until its value has changed, and after a denied second factor there is a pause that grows (2, 10, 60 minutes). One
/// state for all processes, in the state folder.
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

    private string Path => environment.Combine(Folder(environment), "for " + SignInPlace.FileName(name.CaselessKey) + FileEnd);

    /// <summary>Whether anything is known of any secret: where not, nobody need look for the breakers of many profiles.</summary>
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

    /// <summary>How it stands, for whoever only looks.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable.</exception>
    public LoginBreakerState Read()
    {
        string path = Path;
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(path, MaximumLength, clock);
            return !snapshot.Exists ? LoginBreakerState.Closed
                : LoginBreakerState.Parse(snapshot.Content.Span)
                ?? throw KeepaliveErrors.StateFolderUnusable(path, "it holds something else; remove it if you know why a login failed", new InvalidDataException());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception);
        }
    }

    /// <summary>Whether an automatic login may use the secret.</summary>
    /// <param name="fingerprint">Of the value that would be used; null when the login uses no stored value.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">PasswordRejected, MfaCoolingDown.</exception>
    public async Task CheckAsync(string? fingerprint, CancellationToken cancellationToken)
    {
        LoginBreakerState state = Read();
        if (state.RejectedAt is { } rejected)
        {
            if (fingerprint is null || fingerprint == state.RejectedFingerprint)
            {
                throw KeepaliveErrors.PasswordRejected(name.Description, rejected);
            }

            state = await ChangeAsync(static state => state.WithoutRejection(), cancellationToken).ConfigureAwait(false);
        }

        if (state.CoolDownLeft(clock.GetUtcNow()) is { } left)
        {
            throw KeepaliveErrors.MfaCoolingDown(name.Description, state.MfaFailures, left);
        }
    }

    /// <summary>The identity provider has refused this value.</summary>
    /// <param name="fingerprint">Of the value that was used.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task PasswordRejectedAsync(string fingerprint, CancellationToken cancellationToken) =>
        ChangeAsync(state => state with { RejectedAt = clock.GetUtcNow(), RejectedFingerprint = fingerprint }, cancellationToken);

    /// <summary>The second factor was denied, or not given in time.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task MfaFailedAsync(CancellationToken cancellationToken) =>
        ChangeAsync(state => state.WithMfaFailure(clock.GetUtcNow()), cancellationToken);

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
        if (state.RejectedAt is null || state.RejectedFingerprint == fingerprint)
        {
            return state.RejectedAt is not null;
        }

        await ChangeAsync(static state => state.WithoutRejection(), cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>A person wants to try all the same. Works on a state that can't be read, too.</summary>
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
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception);
        }
    }

    private static string Folder(SystemEnvironment environment) => environment.Combine(StateFolder.Locate(environment), "secrets");

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
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception);
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
                throw KeepaliveErrors.TimedOut($"The lock {path}", Patience, path);
            }

            await Task.Delay(BetweenAttempts, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
