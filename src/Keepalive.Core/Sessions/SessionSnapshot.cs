using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.SignIn;

namespace Keepalive.Sessions;

/// <summary>
/// The one answer about a profile: what it has, until when, from where, what renews it, and one verdict. Every verb and cmdlet takes it from here, so
/// that none of them contradicts another. Holds no secret. Times are by AWS's clock, those of the access token by this machine's, as its writers have it.
/// </summary>
public sealed record SessionSnapshot
{
    /// <summary>The profile; null for keys in environment variables.</summary>
    public required string? Profile { get; init; }

    /// <summary>Who chose the profile, in words; null in a list of all.</summary>
    public string? ChosenBy { get; init; }

    /// <summary>The caller named it; without a name the next command would find it too.</summary>
    public bool IsNamedByCaller { get; init; }

    /// <summary>The profile's own settings.</summary>
    public required KeepaliveConfiguration Settings { get; init; }

    /// <summary>The kind of source; null when the profile names none.</summary>
    public CredentialSourceKind? Source { get; init; }

    /// <summary>File and line, variables or program; null when unknown.</summary>
    public string? Location { get; init; }

    /// <summary>The access key id with its middle hidden; null when no key is known.</summary>
    public string? MaskedAccessKeyId { get; init; }

    /// <summary>What STS says of exactly this key and still counts; null when it has said nothing.</summary>
    public KeyValidity? Word { get; init; }

    /// <summary>The key's end, UTC; null when nothing tells it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>What told the end.</summary>
    public string? ExpirySource { get; init; }

    /// <summary>Why the end may be wrong; null when it is certain.</summary>
    public string? ExpiryDoubt { get; init; }

    /// <summary>The time from the reading to the key's end; negative when it is past.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>What is left of the key that a client was given last; null when none was, when STS has refused it, and where nobody looked.</summary>
    public TimeSpan? GivenLeft { get; init; }

    /// <summary>What is left of the access token of IAM Identity Center; null without one, and where nobody looked.</summary>
    public TimeSpan? TokenLeft { get; init; }

    /// <summary>What can renew the key; null where nobody looked.</summary>
    public SessionRenewal? Renewal { get; init; }

    /// <summary>What is left until a person is needed; null when nobody is, or nothing tells.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>AWS's time minus this machine's, where they differ by more than a minute and STS has not shown that to be wrong; else zero.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>The verdict.</summary>
    public required SessionVerdict Verdict { get; init; }

    /// <summary>The error's code when <see cref="Verdict"/> is <see cref="SessionVerdict.Unusable"/> or <see cref="SessionVerdict.Revoked"/>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What else is worth knowing, in a sentence.</summary>
    public string? Note { get; init; }

    /// <summary>The sign-in that runs, or the last one where somebody looked for that; else null.</summary>
    public SignInStatus? SignIn { get; init; }

    /// <summary>Why the automatic login does not start by itself at this moment; null when nothing is in its way, and where nobody looked.</summary>
    public AutoLoginHold? Hold { get; init; }

    /// <summary>What is left of the key that requests go out with: of the profile's, or of the one that a client was given, whichever lasts longer.</summary>
    public TimeSpan? KeyLeft => Verdict == SessionVerdict.Revoked ? GivenLeft : GivenLeft > Remaining ? GivenLeft : Remaining ?? GivenLeft;

    /// <summary>A request would succeed now.</summary>
    public bool IsUsable => Verdict is SessionVerdict.Valid or SessionVerdict.EndsSoon or SessionVerdict.Unknown or SessionVerdict.LongLived;

    /// <summary>The requests of a client succeed: with its key, or with another that needs no person.</summary>
    public bool IsAlive => Verdict is SessionVerdict.Valid or SessionVerdict.EndsSoon || GivenLeft >= CredentialExpiry.LastUsable || Renewal == SessionRenewal.Silently;

    /// <summary>The requests of a client fail, and a person is needed, or a command that signs in.</summary>
    public bool HasEnded => !IsAlive && (Verdict is SessionVerdict.Expired or SessionVerdict.Revoked || ErrorCode == KeepaliveErrorCode.SignInRequired);

    /// <summary>A login tool or command of the person's signs in by itself, nobody has forbidden it, and nothing is in its way.</summary>
    public bool SignsInByItself => Settings.AutoLoginSetting is not null && Hold is null;

    /// <summary>A person or a command is signing in at this moment.</summary>
    public bool IsSigningIn => SignIn is { IsRunning: true };

    /// <summary>A request would succeed now, and after some time still; one without a known end passes.</summary>
    /// <param name="minimumRemaining">The time that has to be left.</param>
    public bool Lasts(TimeSpan minimumRemaining) => IsUsable && !(Remaining < minimumRemaining);
}

/// <summary>What gives another key when this one ends: the one that asks least of a person.</summary>
public enum SessionRenewal
{
    /// <summary>Nothing: a long-lived key, keys in environment variables, no source.</summary>
    Nothing,

    /// <summary>Only a person, who signs in or runs a login tool.</summary>
    Person,

    /// <summary>The profile's recipe or <c>autoLoginCmd</c>.</summary>
    AutoLogin,

    /// <summary>The program of <c>credential_process</c>, whenever it is asked.</summary>
    Program,

    /// <summary>The sign-in to IAM Identity Center, without a person.</summary>
    Silently,
}
