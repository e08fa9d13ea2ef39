using Keepalive.Aws.Profiles;

namespace Keepalive.Aws.Network;

/// <summary>A yes-or-no setting with a variable and a profile key; the variable goes first, whatever it says.</summary>
internal static class AwsSetting
{
    /// <summary>Only the word <c>true</c> is a yes, in any case, as in the aws CLI.</summary>
    public static bool IsOn(SystemEnvironment environment, AwsProfile? profile, string variable, string key) =>
        string.Equals((environment.Get(variable) ?? profile?[key]?.Value)?.Trim(), "true", StringComparison.OrdinalIgnoreCase);
}
