namespace Keepalive.Aws.Profiles;

/// <summary>
/// The long-lived keys of a profile that aws-mfa serves: they are in a section of their own, <c>[x-long-term]</c>, and aws-mfa writes the session that it
/// gets with them and a code into <c>[x]</c>. Source: https://github.com/broamski/aws-mfa
/// </summary>
internal sealed class LongTermKeys
{
    /// <summary>aws-mfa's own default.</summary>
    private const string Suffix = "-long-term";

    private LongTermKeys(AwsProfile profile, StaticKeys keys, ProfileProperty device)
    {
        Profile = profile;
        Keys = keys;
        Device = device;
    }

    /// <summary>The profile with the keys.</summary>
    public AwsProfile Profile { get; }

    /// <summary>The keys.</summary>
    public StaticKeys Keys { get; }

    /// <summary><c>aws_mfa_device</c>, or <c>mfa_serial</c>.</summary>
    public ProfileProperty Device { get; }

    /// <summary>
    /// The long-lived keys of a profile; null if there are none, or if they have no MFA device. Also null if aws-mfa assumes a role with them: the
    /// session of the keys would be another identity.
    /// </summary>
    /// <param name="profile">The profile in use.</param>
    public static LongTermKeys? Find(AwsProfile profile) =>
        profile.Files.FindWritten(profile.Name + Suffix) is { } other && other["assume_role"] is not { Unquoted.Length: > 0 } && !IsOfRole(profile)
        && StaticKeys.Find(other) is { Material: { IsTemporary: false, SessionToken: null } } keys && (DeviceOf(other) ?? DeviceOf(profile)) is { } device
            ? new LongTermKeys(other, keys, device)
            : null;

    /// <summary>The MFA device that the profile itself names, as the aws CLI or as aws-mfa does; null if it names none.</summary>
    /// <param name="profile">The profile.</param>
    public static ProfileProperty? DeviceOf(AwsProfile profile) => RoleSettings.Find(profile, "mfa_serial") ?? RoleSettings.Find(profile, "aws_mfa_device");

    private static bool IsOfRole(AwsProfile profile) => string.Equals(profile["assumed_role"]?.Unquoted, "true", StringComparison.OrdinalIgnoreCase);
}
