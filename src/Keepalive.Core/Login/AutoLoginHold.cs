using Keepalive.Configuration;
using Keepalive.Secrets;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Login;

/// <summary>
/// The reason why the automatic login of a profile is paused: its password was rejected, its second factor was denied, or it has failed for an unknown reason. For callers that
/// only read the state: reads one small file, no store and no secret. Only the next login notices that the password was changed elsewhere.
/// </summary>
public sealed record AutoLoginHold
{
    private readonly string _secret;
    private readonly int _failures;

    private AutoLoginHold(string secret, int failures = 0)
    {
        _secret = secret;
        _failures = failures;
    }

    /// <summary>When the stored password was refused, UTC; null when it was not, or another one was stored since.</summary>
    public DateTimeOffset? PasswordRejected { get; private init; }

    /// <summary>How many times in a row a second factor was denied or not confirmed in time; 0 if the pause has another reason.</summary>
    public int MfaFailures => FailureCode is null ? _failures : 0;

    /// <summary>The error code of a login that has failed for no known cause; null for a second factor.</summary>
    public string? FailureCode { get; private init; }

    /// <summary>When automatic login may start again, UTC; null if it may now.</summary>
    public DateTimeOffset? CoolDownEnds { get; private init; }

    /// <summary>The rest of that pause.</summary>
    public TimeSpan? CoolDownLeft { get; private init; }

    /// <summary>Why in a few words, for where there is little room.</summary>
    public string Words =>
        PasswordRejected is not null ? "password rejected"
        : CoolDownLeft is { } left ? $"login paused {Duration.Format(WholeMinutes(left))}"
        : "login held";

    /// <summary>Why in a sentence, and until when.</summary>
    public string Sentence =>
        PasswordRejected is { } rejected ? $"The stored {_secret} was rejected at {Timestamp.Format(rejected)}. Automatic login is paused until you store another one."
        : CoolDownLeft is { } left ? $"{Cause}{(_failures > 1 ? $", {_failures} times" : string.Empty)}. Automatic login is paused for {Duration.Format(left)}."
        : "The record of the last login can't be read, so automatic login is paused.";

    private string Cause => FailureCode is { } code ? $"The last login failed ({code})" : "The second factor was denied or not confirmed in time";

    /// <summary>Looks; null when nothing is in the way.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="settings">The profile's own settings.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="clock">The machine's clock.</param>
    public static AutoLoginHold? Find(SystemEnvironment environment, KeepaliveConfiguration settings, string profile, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        SecretName name;
        try
        {
            name = SecretName.Of(settings, profile, SecretKind.Password);
        }
        catch (KeepaliveException)
        {
            return null; // No store takes such a name, so no password was ever refused.
        }

        try
        {
            LoginBreakerState state = new LoginBreaker(environment, name, clock).Read();
            TimeSpan? left = state.CoolDownLeft(clock.GetUtcNow());
            return state.RejectedAt is null && left is null ? null : new AutoLoginHold(name.Description, state.Failures)
            {
                PasswordRejected = state.RejectedAt,
                FailureCode = state.IsOfSecondFactor ? null : state.FailureCode,
                CoolDownLeft = left,
                CoolDownEnds = left is null ? null : state.CoolDownEnds,
            };
        }
        catch (KeepaliveException)
        {
            return new AutoLoginHold(name.Description);
        }
    }

    /// <summary>
    /// The pause that ends later is the one that holds: the breaker's for the account, or the ledger's for the profile, which alone knows of a process that was
    /// killed and of a question without an answer. The status, the hook and the status line use this.
    /// </summary>
    /// <param name="hold">The hold of the breaker; null if there is none.</param>
    /// <param name="last">The last sign-in of the profile; null if there was none.</param>
    /// <param name="now">The time, UTC.</param>
    public static AutoLoginHold? Longer(AutoLoginHold? hold, SignInStatus? last, DateTimeOffset now)
    {
        if (last is not { Flow: SignInFlow.Command, IsRunning: false, CoolDownLeft: { } left } || hold is { PasswordRejected: not null } or { CoolDownLeft: null })
        {
            return hold;
        }

        if (last.FailureCode == KeepaliveErrorCode.LoginPasswordRejected)
        {
            return hold; // The breaker alone decides: it closes when another password is stored.
        }

        // The two are written a moment apart; the pauses differ by minutes.
        return hold is null ? new AutoLoginHold(string.Empty) { FailureCode = last.FailureCode ?? "its process was ended", CoolDownLeft = left, CoolDownEnds = now + left }
            : left - hold.CoolDownLeft > TimeSpan.FromMinutes(1) ? hold with { CoolDownLeft = left, CoolDownEnds = now + left }
            : hold;
    }

    /// <summary>A status line is shown for long, so seconds would be wrong.</summary>
    private static TimeSpan WholeMinutes(TimeSpan left) => TimeSpan.FromMinutes(Math.Ceiling(left.TotalMinutes));
}
