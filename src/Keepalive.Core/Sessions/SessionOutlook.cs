using Keepalive.Configuration;
using Keepalive.Login;
using Keepalive.Profiles;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Sessions;

/// <summary>
/// What is known of the profile in use by looking alone: no process was started, no service asked. Holds no secret. Times are by
/// AWS's clock, those of the access token by this machine's, as its writers have it.
/// </summary>
public sealed record SessionOutlook
{
    /// <summary>The profile; null for keys in environment variables.</summary>
    public required string? Profile { get; init; }

    /// <summary>The caller named it; without a name the next command would find it too.</summary>
    public bool IsNamedByCaller { get; init; }

    /// <summary>The profile's own settings.</summary>
    public required KeepaliveConfiguration Settings { get; init; }

    /// <summary>The kind of source; null when the profile has none.</summary>
    public CredentialSourceKind? Source { get; init; }

    /// <summary>The verdict.</summary>
    public required OutlookVerdict Verdict { get; init; }

    /// <summary>
    /// What is left of the key: of the one that would be handed out or of the last that was, whichever lasts longer. Negative when it is past;
    /// null when nothing tells.
    /// </summary>
    public TimeSpan? KeyLeft { get; init; }

    /// <summary>STS has said that the key is dead before its time.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>What is left of the access token of IAM Identity Center; null without one.</summary>
    public TimeSpan? TokenLeft { get; init; }

    /// <summary>The key can be renewed without a person, as far as can be told from here.</summary>
    public bool RenewsSilently { get; init; }

    /// <summary>What is left until a person is needed; null when nobody is, or nothing tells.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>AWS's time minus this machine's, where they differ by more than a minute; else zero.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>The running or the last sign-in; null when there was none.</summary>
    public SignInGlance? SignIn { get; init; }

    /// <summary>Why the automatic login does not start by itself at this moment; null when nothing is in its way.</summary>
    public AutoLoginHold? Hold { get; init; }

    /// <summary>A login tool or command of the person's signs in by itself, nobody has forbidden it, and nothing is in its way.</summary>
    public bool SignsInByItself => Settings.AutoLoginSetting is not null && Hold is null;

    /// <summary>A person or a command is signing in at this moment.</summary>
    public bool IsSigningIn => SignIn is { IsRunning: true };
}

/// <summary>Whether requests succeed, as far as looking alone tells.</summary>
public enum OutlookVerdict
{
    /// <summary>There is nothing that ends: no profile, no key, or a long-lived one.</summary>
    Nothing,

    /// <summary>There is a source, but only running or asking it would tell.</summary>
    Unknown,

    /// <summary>The key lives, or can be renewed without a person.</summary>
    Alive,

    /// <summary>The key is past its end, and a person is needed, or a command that signs in.</summary>
    Ended,
}
