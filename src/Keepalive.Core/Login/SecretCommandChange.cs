using Keepalive.Configuration;
using Keepalive.Secrets;

namespace Keepalive.Login;

/// <summary>A person lets a command give a secret: it is tried once, then it becomes the profile's setting, and the breaker looks at the new value.</summary>
/// <param name="Edit">The change of the configuration file.</param>
/// <param name="WasRejected">It gives the very value that the identity provider has refused.</param>
public sealed record SecretCommandChange(ConfigurationEdit Edit, bool WasRejected)
{
    /// <summary>Thinks it through; runs no program, and writes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="choice">Which secret; of a profile, since an account has no settings.</param>
    /// <param name="line">The command line.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="KeepaliveException">SecretCommandFailed: the line can't be read. SettingInvalid, ConfigurationInvalid, HomeNotFound.</exception>
    public static ConfigurationEdit Plan(SystemEnvironment environment, SecretChoice choice, string line, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(choice);
        string profile = choice.Profile ?? throw new ArgumentException("An account has no settings.", nameof(choice));
        SecretCommand.Of(line, profile, choice.Name.Kind, environment).RequireReadable();
        return Editor(environment, clock).Plan(SecretCommand.SettingOf(choice.Name.Kind), line, profile);
    }

    /// <summary>Does it.</summary>
    /// <param name="environment">See <see cref="Plan"/>.</param>
    /// <param name="choice">See <see cref="Plan"/>.</param>
    /// <param name="line">See <see cref="Plan"/>.</param>
    /// <param name="clock">See <see cref="Plan"/>.</param>
    /// <param name="cancellationToken">Ends the program and the waiting.</param>
    /// <exception cref="KeepaliveException">As of <see cref="Plan"/>; SecretCommandFailed, ConfigurationUnwritable, StateFolderUnusable, TimedOut.</exception>
    public static async Task<SecretCommandChange> SetAsync(
        SystemEnvironment environment, SecretChoice choice, string line, TimeProvider clock, CancellationToken cancellationToken)
    {
        _ = Plan(environment, choice, line, clock); // A file that can't be changed is told before a person is asked to touch a key.
        SecretName name = choice.Name;
        using Secret value = await SecretPresence
            .ReadAsync(SecretCommand.Of(line, choice.Profile!, name.Kind, environment), name.Kind, clock, cancellationToken)
            .ConfigureAwait(false);
        ConfigurationEdit edit = await Editor(environment, clock)
            .ApplyAsync(SecretCommand.SettingOf(name.Kind), line, choice.Profile, cancellationToken)
            .ConfigureAwait(false);
        var breaker = new LoginBreaker(environment, name, clock);

        // Only then is the fingerprint worth its cost.
        bool wasRejected = name.Kind == SecretKind.Password
            && breaker.Read() is { RejectedAt: not null } or { HasFailed: true }
            && await breaker.ValueSetAsync(
                await SlowFingerprint.MakeAsync(environment, name, value, clock, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return new SecretCommandChange(edit, wasRejected);
    }

    private static ConfigurationEditor Editor(SystemEnvironment environment, TimeProvider clock) => new(environment, clock, () => RecipeNames.Find(environment, clock));
}
