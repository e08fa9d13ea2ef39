using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Credentials;
using Keepalive.Json;
using Keepalive.Time;

namespace Keepalive.Secrets;

/// <summary>Why a secret is not used by itself at this moment. Holds no secret, and may be shown.</summary>
public sealed record LoginBreakerState
{
    /// <summary>Nothing has gone wrong.</summary>
    internal static LoginBreakerState Closed { get; } = new();

    /// <summary>After this time without a failure the next one is the first again.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] CoolDowns = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(60)];

    /// <summary>When the value was refused by the identity provider, UTC; null when it was not, or has changed since.</summary>
    public DateTimeOffset? RejectedAt { get; init; }

    /// <summary>How many times in a row a second factor was denied or not given in time.</summary>
    public int MfaFailures { get; init; }

    /// <summary>The last of these, UTC.</summary>
    public DateTimeOffset? MfaFailedAt { get; init; }

    /// <summary>When a second factor may be asked for by itself again, UTC; null when it may at any time.</summary>
    public DateTimeOffset? CoolDownEnds =>
        MfaFailures > 0 ? MfaFailedAt?.ShiftedBy(CoolDowns[Math.Min(MfaFailures, CoolDowns.Length) - 1]) : null;

    /// <summary>Which value was refused; see <see cref="SecretFingerprint"/>.</summary>
    internal string? RejectedFingerprint { get; init; }

    /// <summary>What is left of the cool-down; null when it is over. One that begins in the future is a clock that was set back.</summary>
    /// <param name="now">The time, UTC.</param>
    public TimeSpan? CoolDownLeft(DateTimeOffset now) =>
        CoolDownEnds > now && MfaFailedAt - now < TimeSpan.FromMinutes(1) ? CoolDownEnds - now : null;

    internal LoginBreakerState WithMfaFailure(DateTimeOffset now) => this with
    {
        MfaFailures = now - MfaFailedAt > Forgotten ? 1 : Math.Min(MfaFailures, int.MaxValue - 1) + 1,
        MfaFailedAt = now,
    };

    internal LoginBreakerState WithoutRejection() => this with { RejectedAt = null, RejectedFingerprint = null };

    /// <summary>Null when it is something else.</summary>
    internal static LoginBreakerState? Parse(ReadOnlySpan<byte> content) => JsonContent.Read(content) is { } json
        ? new LoginBreakerState
        {
            RejectedAt = json.Time("rejectedAt"),
            RejectedFingerprint = json.Text("rejectedFingerprint"),
            MfaFailures = int.TryParse(json.Text("mfaFailures"), NumberStyles.None, CultureInfo.InvariantCulture, out int failures) ? failures : 0,
            MfaFailedAt = json.Time("mfaFailedAt"),
        }
        : null;

    internal byte[] ToUtf8() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["rejectedAt"] = RejectedAt is { } rejected ? Timestamp.Format(rejected) : null,
        ["rejectedFingerprint"] = RejectedFingerprint,
        ["mfaFailures"] = MfaFailures.ToString(CultureInfo.InvariantCulture),
        ["mfaFailedAt"] = MfaFailedAt is { } failed ? Timestamp.Format(failed) : null,
    }.ToJsonString());
}
