using Keepalive.Configuration;
using Keepalive.Secrets;

namespace Keepalive.Login;

/// <summary>Which automatic login a profile has.</summary>
internal static class AutoLogins
{
    /// <summary>The profile's way; null when none is set, a policy forbids it, or the caller was started by one.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="settings">The profile's own settings.</param>
    /// <param name="profile">The profile.</param>
    public static IAutoLogin? Find(SystemEnvironment environment, KeepaliveConfiguration settings, string profile) =>
        settings.ForbidAutoLogin || environment.Get(CommandLogin.Variable) is not null ? null
        : settings.Recipe is { } recipe ? new RecipeLogin(environment, settings, profile, recipe)
        : settings.AutoLoginCommand is { Length: > 0 } command ? new CommandLogin(command, profile) { Breaker = BreakerOf(environment, settings) }
        : null;

    /// <summary>The account of a command is unknown, unless the settings contain it.</summary>
    private static Func<LoginBreaker>? BreakerOf(SystemEnvironment environment, KeepaliveConfiguration settings) => settings.LoginAccount is { } account
        ? () => new LoginBreaker(environment, SecretName.ForAccount(account, SecretKind.Password), TimeProvider.System)
        : null;
}
