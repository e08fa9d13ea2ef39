using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.SignIn;

namespace Keepalive.Sessions;

/// <summary>
/// The session of a profile: its credential with expiry, source and means of renewal, and one verdict. Every verb and cmdlet uses this record, so that
/// their results agree. Contains no secret. Times are by AWS's clock. Only those of the access token are by this machine's clock, because its writers use that clock.
/// </summary>
public sealed record SessionSnapshot
{
    /// <summary>The profile; null for keys in environment variables.</summary>
    public required string? Profile { get; init; }

    /// <summary>The setting or caller that chose the profile, in words; null in a list of all profiles.</summary>
    public string? ChosenBy { get; init; }

    /// <summary>The caller named the profile. If false, the next command finds the same profile without a name.</summary>
    public bool IsNamedByCaller { get; init; }

    /// <summary>The profile's own settings.</summary>
    public required KeepaliveConfiguration Settings { get; init; }

    /// <summary>The kind of source; null if the profile has none.</summary>
    public CredentialSourceKind? Source { get; init; }

    /// <summary>The credential comes from a sign-in to IAM Identity Center or with <c>aws login</c>, directly or through assumed roles.</summary>
    public bool ComesFromSignIn { get; init; }

    /// <summary>File and line, variables or program; null if unknown.</summary>
    public string? Location { get; init; }

    /// <summary>The access key id with its middle hidden; null if no key is known.</summary>
    public string? MaskedAccessKeyId { get; init; }

    /// <summary>The last valid answer of STS about this key; null without an answer.</summary>
    public KeyValidity? Word { get; init; }

    /// <summary>The key's expiry, UTC; null if it is unknown.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The place from which the expiry was read.</summary>
    public string? ExpirySource { get; init; }

    /// <summary>The reason why the expiry may be wrong; null if there is no doubt.</summary>
    public string? ExpiryDoubt { get; init; }

    /// <summary>The time from the reading to the key's expiry; negative if the key has expired.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>The remaining time of the last key that a client got; null if no client got one, if STS has rejected it, or if it was not read.</summary>
    public TimeSpan? GivenLeft { get; init; }

    /// <summary>The remaining time of the access token of IAM Identity Center, or of the credential of <c>aws login</c>; null if there is none, or if it was not read.</summary>
    public TimeSpan? TokenLeft { get; init; }

    /// <summary>The MFA device whose code a person must give at the next renewal that needs one; null if no person is needed for that, or if it was not read.</summary>
    public string? MfaDevice { get; init; }

    /// <summary>The means of renewal of the key; null if it was not read.</summary>
    public SessionRenewal? Renewal { get; init; }

    /// <summary>The remaining time until a person is needed; null if no person is needed, or if the time is unknown.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>AWS's time minus this machine's time, if they differ by more than a minute and no answer of STS has shown that this is wrong; otherwise zero.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>The verdict.</summary>
    public required SessionVerdict Verdict { get; init; }

    /// <summary>The error's code if <see cref="Verdict"/> is <see cref="SessionVerdict.Unusable"/> or <see cref="SessionVerdict.Revoked"/>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>More information, in one sentence.</summary>
    public string? Note { get; init; }

    /// <summary>The running sign-in, or the last one; null if there is none, or if it was not read.</summary>
    public SignInStatus? SignIn { get; init; }

    /// <summary>The reason why the automatic login does not start at this moment; null if it can start, or if this was not read.</summary>
    public AutoLoginHold? Hold { get; init; }

    /// <summary>The remaining time of the key for requests: the profile's key or the one that a client got, depending on which expires later.</summary>
    public TimeSpan? KeyLeft => Verdict == SessionVerdict.Revoked ? GivenLeft : GivenLeft > Remaining ? GivenLeft : Remaining ?? GivenLeft;

    /// <summary>A request would succeed now.</summary>
    public bool IsUsable => Verdict is SessionVerdict.Valid or SessionVerdict.EndsSoon or SessionVerdict.Unknown or SessionVerdict.LongLived;

    /// <summary>The requests of a client succeed, with its key or with another one that needs no person.</summary>
    public bool IsAlive => Verdict is SessionVerdict.Valid or SessionVerdict.EndsSoon || GivenLeft >= CredentialExpiry.LastUsable || Renewal == SessionRenewal.Silently;

    /// <summary>The requests of a client fail until a person or a command signs in.</summary>
    public bool HasEnded => !IsAlive && (Verdict is SessionVerdict.Expired or SessionVerdict.Revoked || ErrorCode is KeepaliveErrorCode.SignInRequired or KeepaliveErrorCode.MfaCodeNeeded);

    /// <summary>The key is still valid, but for less than a minute, so it is treated as expired: no request would finish in time.</summary>
    public bool EndsWithinMinute => Verdict == SessionVerdict.Expired && KeyLeft > TimeSpan.Zero;

    /// <summary>An automatic login is set up, is not forbidden and can start.</summary>
    public bool SignsInByItself => Settings.AutoLoginSetting is not null && Hold is null;

    /// <summary>A person or a command is signing in at this moment.</summary>
    public bool IsSigningIn => SignIn is { IsRunning: true };

    /// <summary>Whether a request would succeed now and after the given time. A credential without a known expiry is accepted.</summary>
    /// <param name="minimumRemaining">The minimum time until the expiry.</param>
    public bool Lasts(TimeSpan minimumRemaining) => IsUsable && !(Remaining < minimumRemaining);
}

/// <summary>The means to get another key when this one expires. If there are several, the one that needs a person least.</summary>
public enum SessionRenewal
{
    /// <summary>No means: a long-lived key, keys in environment variables, or no source.</summary>
    Nothing,

    /// <summary>Only a person, who signs in or runs a login tool.</summary>
    Person,

    /// <summary>The profile's recipe or <c>autoLoginCmd</c>.</summary>
    AutoLogin,

    /// <summary>The program of <c>credential_process</c>, at every request.</summary>
    Program,

    /// <summary>The source, without a person: a sign-in, a key, an MFA session that has not ended, or a code from a seed or a program.</summary>
    Silently,
}
