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

    internal void Check(SandboxKey caller, RoleArn role, SandboxRequest request, int seconds)
    {
        if (!_trusts.TryGetValue(role.Text, out RoleTrust? trust))
        {
            return;
        }

        if (trust.Denied || (trust.ExternalId is not null && trust.ExternalId != request["ExternalId"])
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
