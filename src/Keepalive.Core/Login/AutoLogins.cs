using Keepalive.Configuration;

namespace Keepalive.Login;

/// <summary>Which automatic login a profile has.</summary>
internal static class AutoLogins
{
    /// <summary>The profile's way; null when none is set, a policy forbids it, or the caller was started by one.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="settings">The profile's own settings.</param>
    /// <param name="profile">The profile.</param>
    public static IAutoLogin? Find(SystemEnvironment environment, KeepaliveConfiguration settings, string profile) =>
        settings is { ForbidAutoLogin: false, AutoLoginCommand: { Length: > 0 } command } && environment.Get(CommandLogin.Variable) is null
            ? new CommandLogin(command, profile)
            : null;
}
