using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Platform.Json;
using Keepalive.Secrets;
using Keepalive.Workers;

namespace Keepalive.Login;

/// <summary>The reason why automatic login does not use a secret at this moment. Contains no secret, and may be shown.</summary>
public sealed record LoginBreakerState
{
    /// <summary>Nothing has gone wrong.</summary>
    internal static LoginBreakerState Closed { get; } = new();

    /// <summary>When the value was refused by the identity provider, UTC; null when it was not, or has changed since.</summary>
    public DateTimeOffset? RejectedAt { get; init; }

    /// <summary>How many logins in a row have failed: a second factor was denied or not confirmed in time, or the cause is unknown.</summary>
    public int Failures { get; init; }

    /// <summary>The last of these, UTC.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The error code of the last of these.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The last of these was one of the second factor.</summary>
    public bool IsOfSecondFactor => FailureCode is null || KeepaliveErrorCode.Has(FailureCode, ErrorTrait.SecondFactor);

    /// <summary>When automatic login may start again, UTC; null if it may at any time.</summary>
    public DateTimeOffset? CoolDownEnds => Failures > 0 ? FailedAt?.ShiftedBy(GrowingPause.After(Failures)) : null;

    /// <summary>Which value was refused; see <see cref="SecretFingerprint"/>.</summary>
    internal string? RejectedFingerprint { get; init; }

    /// <summary>Which value the last failed login was given; null when it had asked for none, and for one of the second factor.</summary>
    internal string? FailedFingerprint { get; init; }

    /// <summary>The rest of the pause; null if it is over. A pause that begins in the future means that the clock was set back.</summary>
    /// <param name="now">The time, UTC.</param>
    public TimeSpan? CoolDownLeft(DateTimeOffset now) =>
        CoolDownEnds > now && FailedAt - now < TimeSpan.FromMinutes(1) ? CoolDownEnds - now : null;

    internal LoginBreakerState WithFailure(string code, string? fingerprint, DateTimeOffset now) => this with
    {
        Failures = now - FailedAt > GrowingPause.Forgotten ? 1 : Math.Min(Failures, int.MaxValue - 1) + 1,
        FailedAt = now,
        FailureCode = code,
        FailedFingerprint = fingerprint,
    };

    /// <summary>Another value is stored: what the old one has met is history. A second factor has nothing to do with it.</summary>
    /// <param name="fingerprint">Of the value that is stored now.</param>
    internal LoginBreakerState WithValue(string fingerprint)
    {
        LoginBreakerState state = fingerprint == RejectedFingerprint ? this : this with { RejectedAt = null, RejectedFingerprint = null };
        return IsOfSecondFactor || fingerprint == FailedFingerprint ? state : state.WithoutFailures();
    }

    internal LoginBreakerState WithoutFailures() => this with { Failures = 0, FailedAt = null, FailureCode = null, FailedFingerprint = null };

    internal bool HasFailed => Failures > 0 && !IsOfSecondFactor;

    /// <summary>Null when it is something else.</summary>
    internal static LoginBreakerState? Parse(ReadOnlySpan<byte> content) => JsonContent.Read(content) is { } json
        ? new LoginBreakerState
        {
            RejectedAt = json.Time("rejectedAt"),
            RejectedFingerprint = json.Text("rejectedFingerprint"),
            Failures = int.TryParse(json.Text("failures") ?? json.Text("mfaFailures"), NumberStyles.None, CultureInfo.InvariantCulture, out int failures) ? failures : 0,
            FailedAt = json.Time("failedAt") ?? json.Time("mfaFailedAt"),
            FailureCode = json.Text("failure"),
            FailedFingerprint = json.Text("failedFingerprint"),
        }
        : null;

    internal byte[] ToUtf8() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["rejectedAt"] = RejectedAt is { } rejected ? Timestamp.Format(rejected) : null,
        ["rejectedFingerprint"] = RejectedFingerprint,
        ["failures"] = Failures.ToString(CultureInfo.InvariantCulture),
        ["failedAt"] = FailedAt is { } failed ? Timestamp.Format(failed) : null,
        ["failure"] = FailureCode,
        ["failedFingerprint"] = FailedFingerprint,
    }.ToJsonString());
}
