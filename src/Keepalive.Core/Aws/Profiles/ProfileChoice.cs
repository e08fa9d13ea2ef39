namespace Keepalive.Aws.Profiles;

/// <summary>The chosen profile, and where it was set.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="ChosenBy">The parameter, variable or file that named it, in words.</param>
/// <param name="IsNamed">False if no profile is set and <c>default</c> is used.</param>
public sealed record ProfileChoice(string Name, string ChosenBy, bool IsNamed)
{
    /// <summary>The words for a choice by our configuration.</summary>
    internal const string ConfigurationFileWords = "the configuration file";

    /// <summary>The words for a choice by the policy.</summary>
    internal const string PolicyWords = "the machine's policy";

    /// <summary>
    /// Asks, in this order: the caller, CLAUDE_AWS_PROFILE, CC_KEEPALIVE_PROFILE (what users of cc-aws-keepalive have
    /// set), our configuration, AWS_PROFILE, AWS_DEFAULT_PROFILE, <c>default</c>. A policy that pins a profile overrides
    /// all of them.
    /// </summary>
    /// <param name="requested">What the caller named, or null.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="configured">What our configuration names, or null.</param>
    /// <param name="pinned">The profile that the machine's policy sets for all users, or null.</param>
    /// <exception cref="KeepaliveException">ForbiddenByPolicy: the caller named another profile than the pinned one.</exception>
    public static ProfileChoice Make(string? requested, SystemEnvironment environment, string? configured, PinnedProfile? pinned = null)
    {
        if (pinned is not null)
        {
            return string.IsNullOrEmpty(requested) || requested == pinned.Name
                ? new(pinned.Name, PolicyWords, IsNamed: true)
                : throw KeepaliveErrors.ForbiddenByPolicy($"profile '{requested}'", $"pins profile '{pinned.Name}'", pinned.PolicyPath, requested);
        }

        if (!string.IsNullOrEmpty(requested))
        {
            return new(requested, "the command", IsNamed: true);
        }

        return Candidates(environment, configured).First();
    }

    /// <summary>All places that set a profile if the caller does not, in the order of priority; <c>default</c> last.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="configured">What our configuration names, or null.</param>
    internal static IEnumerable<ProfileChoice> Candidates(SystemEnvironment environment, string? configured)
    {
        ProfileChoice?[] all =
        [
            FromVariable(environment, "CLAUDE_AWS_PROFILE"),
            FromVariable(environment, "CC_KEEPALIVE_PROFILE"),
            string.IsNullOrEmpty(configured) ? null : new ProfileChoice(configured, ConfigurationFileWords, IsNamed: true),
            FromVariable(environment, "AWS_PROFILE"),
            FromVariable(environment, "AWS_DEFAULT_PROFILE"),
        ];
        return all.OfType<ProfileChoice>().Append(new ProfileChoice("default", "default", IsNamed: false));
    }

    private static ProfileChoice? FromVariable(SystemEnvironment environment, string variable) =>
        environment.Get(variable) is { } name ? new ProfileChoice(name, variable, IsNamed: true) : null;
}

/// <summary>The profile that the machine's policy sets for all users.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="PolicyPath">The policy's file.</param>
public sealed record PinnedProfile(string Name, string PolicyPath);
