using Keepalive.Aws.AccessKeys;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// In which time zone a value without one was written. Two tools are known that write such values, and each is known by another key
/// that it writes next to it: awsume (auto-refresh) writes the machine's local time, aws-mfa UTC. For all other tools it is unknown.
/// </summary>
internal static class WriterZone
{
    /// <summary>The end that a value without zone means.</summary>
    /// <param name="wallClock">The value, read as UTC.</param>
    /// <param name="source">What told it.</param>
    /// <param name="section">Where it stands; null for a variable.</param>
    /// <param name="clock">Knows the machine's zone.</param>
    public static CredentialExpiry Read(DateTimeOffset wallClock, string source, ProfileSection? section, TimeProvider clock)
    {
        if (section is not null && IsAwsMfas(section))
        {
            return new CredentialExpiry(wallClock, source);
        }

        DateTimeOffset local = AsLocal(wallClock, clock.LocalTimeZone);
        return section is not null && IsAwsumes(section)
            ? new CredentialExpiry(local, source)
            : new CredentialExpiry(wallClock > local ? wallClock : local, source, $"the value has no time zone and was read as {(local > wallClock ? "local time" : "UTC")}")
            {
                EarliestReading = wallClock > local ? local : wallClock,
            };
    }

    /// <summary>The instant at which the machine's clocks show what the value says; the later one in the hour that they show twice.</summary>
    internal static DateTimeOffset AsLocal(DateTimeOffset wallClock, TimeZoneInfo zone) =>
        Timestamp.NotAfterLatest(wallClock - zone.GetUtcOffset(DateTime.SpecifyKind(wallClock.UtcDateTime, DateTimeKind.Unspecified)));

    private static bool IsAwsumes(ProfileSection section) => section.Properties.ContainsKey("autoawsume") || section.Properties.ContainsKey("awsumepy_command");

    private static bool IsAwsMfas(ProfileSection section) => section.Properties.ContainsKey("assumed_role") && section.Properties.ContainsKey("aws_security_token");
}
