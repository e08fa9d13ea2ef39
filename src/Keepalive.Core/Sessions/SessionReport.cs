using Keepalive.Login;
using Keepalive.Profiles;
using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Sessions;

/// <summary>What a profile has, until when and from where. Holds no secret.</summary>
public sealed record SessionReport
{
    /// <summary>The profile; null for environment variables.</summary>
    public required string? Profile { get; init; }

    /// <summary>Who chose the profile, in words; null in a list of all.</summary>
    public string? ChosenBy { get; init; }

    /// <summary>The kind of source; null when the profile names none.</summary>
    public CredentialSourceKind? Source { get; init; }

    /// <summary>File and line, variables or program; null when unknown.</summary>
    public string? Location { get; init; }

    /// <summary>The access key id with its middle hidden.</summary>
    public string? MaskedAccessKeyId { get; init; }

    /// <summary>The end, UTC; null when nothing tells it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>What told the end.</summary>
    public string? ExpirySource { get; init; }

    /// <summary>Why the end may be wrong; null when it is certain.</summary>
    public string? ExpiryDoubt { get; init; }

    /// <summary>The time from the report to the end; negative when it is past.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>AWS's time minus this machine's, where they differ by more than a minute; else zero.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>The verdict.</summary>
    public required SessionVerdict Verdict { get; init; }

    /// <summary>The error's code when <see cref="Verdict"/> is <see cref="SessionVerdict.Unusable"/>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What else is worth knowing, in a sentence.</summary>
    public string? Note { get; init; }

    /// <summary>The sign-in that runs at this moment; null when none does, and where nobody looked.</summary>
    public SignInGlance? SignIn { get; init; }

    /// <summary>Why the automatic login does not start by itself; null when nothing is in its way, and where nobody looked.</summary>
    public AutoLoginHold? Hold { get; init; }

    /// <summary>A request would succeed now, and after some time still; one without a known end passes.</summary>
    /// <param name="minimumRemaining">The time that has to be left.</param>
    public bool Lasts(TimeSpan minimumRemaining) => IsUsable && !(Remaining < minimumRemaining);

    /// <summary>A request would succeed now.</summary>
    public bool IsUsable => Verdict is SessionVerdict.Valid or SessionVerdict.EndsSoon or SessionVerdict.Unknown or SessionVerdict.LongLived;
}
