using System.Collections.Concurrent;

namespace Keepalive.Sandbox.Services;

/// <summary>The conditions of AssumeRole for the caller of one role.</summary>
public sealed record RoleTrust
{
    /// <summary>No caller may assume it.</summary>
    public bool Denied { get; init; }

    /// <summary>The external id that has to come with the request; null asks for none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The MFA device that has to be named, by serial number or ARN; null asks for none.</summary>
    public string? MfaSerialNumber { get; init; }

    /// <summary>The six digits that device shows.</summary>
    public string? MfaTokenCode { get; init; }

    /// <summary>The caller must be authenticated by MFA: with a code in the request, or by a session that was made with one.</summary>
    public bool RequiresMfa { get; init; }

    /// <summary>How long ago the MFA may be (aws:MultiFactorAuthAge); null for any time.</summary>
    public TimeSpan? MaximumMfaAge { get; init; }

    /// <summary>The longest session.</summary>
    public TimeSpan MaxSessionDuration { get; init; } = TimeSpan.FromHours(12);
}

/// <summary>The trust policies of roles, by ARN. A role without one can be assumed by anybody.</summary>
public sealed class RoleTrusts
{
    private readonly ConcurrentDictionary<string, RoleTrust> _trusts = new(StringComparer.Ordinal);

    /// <summary>Sets the conditions of a role.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="trust">Its conditions.</param>
    public void Set(string roleArn, RoleTrust trust) => _trusts[roleArn] = trust;

    /// <summary>The trust compares a code of its own, without a device.</summary>
    internal bool AsksForFixedCode(RoleArn role) => _trusts.TryGetValue(role.Text, out RoleTrust? trust) && trust.MfaSerialNumber is not null;

    internal void Check(SandboxKey caller, RoleArn role, SandboxRequest request, int seconds, bool hasMfa, DateTimeOffset now)
    {
        if (!_trusts.TryGetValue(role.Text, out RoleTrust? trust))
        {
            return;
        }

        DateTimeOffset? mfaAt = hasMfa ? now : caller.MfaAt;
        bool lacksMfa = (trust.RequiresMfa || trust.MaximumMfaAge is not null) && (mfaAt is not { } at || now - at > trust.MaximumMfaAge);
        if (trust.Denied || lacksMfa || (trust.ExternalId is not null && trust.ExternalId != request["ExternalId"])
            || (trust.MfaSerialNumber is not null && (trust.MfaSerialNumber != request["SerialNumber"] || request["TokenCode"] is null)))
        {
            throw new ServiceErrorException("AccessDenied", $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {role.Text}");
        }

        if (trust.MfaSerialNumber is not null && trust.MfaTokenCode != request["TokenCode"])
        {
            throw new ServiceErrorException("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code.");
        }

        if (seconds > trust.MaxSessionDuration.TotalSeconds)
        {
            throw StsParameters.Invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }
}
