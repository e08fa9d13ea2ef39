using Keepalive.Aws.Profiles;
using Keepalive.Configuration;

namespace Keepalive.Secrets;

/// <summary>Which secret a person means, with the settings that count for it.</summary>
/// <param name="Name">The secret.</param>
/// <param name="Configuration">The settings of its profile, or the common ones.</param>
public sealed record SecretChoice(SecretName Name, KeepaliveConfiguration Configuration)
{
    /// <summary>The profile whose login uses it; null if an account was named.</summary>
    public string? Profile { get; private init; }

    /// <summary>The command that gives it instead of a store; null if there is none.</summary>
    internal SecretCommand? Command { get; private init; }

    /// <summary>A note for a person who stores or removes a value that is not used, because a command gives it; else null.</summary>
    public string? CommandNote => Command is null ? null
        : $"{Command.Setting} of profile '{Profile}' is set ({Command.Program}), and is used instead of a stored value. To use a stored value, remove the setting with 'claude-aws config unset {Command.Setting}'.";

    /// <summary>
    /// The account's secret if an account is given, otherwise the secret of the profile's login: of its loginAccount, or its own. The profile need not exist yet: a
    /// login tool writes it at its first success.
    /// </summary>
    /// <param name="profile">The profile that was named, or null for the one in use.</param>
    /// <param name="account">The account that was named, or null.</param>
    /// <param name="kind">What the secret is for.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    /// <exception cref="KeepaliveException">ConfigurationInvalid, PolicyInvalid, ForbiddenByPolicy, SecretInvalid.</exception>
    public static SecretChoice Make(string? profile, string? account, SecretKind kind, SystemEnvironment environment, TimeProvider clock)
    {
        KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
        if (account is not null)
        {
            return new(SecretName.ForAccount(account, kind), configuration);
        }

        ProfileChoice choice = ProfileChoice.Make(profile, environment, configuration.Profile, configuration.Policy?.PinnedProfile);
        KeepaliveConfiguration settings = configuration.For(choice.Name);
        return new(SecretName.Of(settings, choice.Name, kind), settings)
        {
            Profile = choice.Name,
            Command = SecretCommand.Of(settings, choice.Name, kind, environment),
        };
    }
}
