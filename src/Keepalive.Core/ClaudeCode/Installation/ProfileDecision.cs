using Keepalive.ConsoleLogin;
using System.Text.Json.Nodes;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.IdentityCenter;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>The profile that Claude Code is to use, and how a person signs in to it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsAwaited">It is not written yet: an export that does not find it is as it should be.</param>
/// <param name="SignInCommand">The command with which a person signs in to it; null if it is unknown.</param>
/// <param name="Notes">What was assumed.</param>
internal sealed record ProfileDecision(string Name, bool IsAwaited, string? SignInCommand, IReadOnlyList<string> Notes)
{
    /// <summary>The policy of the machine has chosen it, so no variable overrides it.</summary>
    public bool IsPinned { get; private init; }

    /// <summary>Chooses the profile, and what our own configuration is to say of it.</summary>
    public static ProfileDecision Make(
        ProfileFiles files, ProfileFileLocations locations, InstallOptions options, ConfigurationValues values, SystemEnvironment environment, TimeProvider clock)
    {
        List<string> notes = [];
        foreach ((string name, JsonNode value) in OlderConfiguration.Read(environment, clock, notes))
        {
            values.Suggest(name, value);
        }

        foreach ((string name, string value) in options.Configuration)
        {
            values.Wish(name, value);
        }

        if (options.Profile is { } profile)
        {
            values.Wish("profile", profile);
        }

        KeepaliveConfiguration configured = ConfigurationFile.Read(environment, clock);
        if (options.Scope is SettingsScope.Project or SettingsScope.Local && options.Profile is { } named && configured.Profile != named)
        {
            notes.Add($"Profile '{named}' becomes the profile of all folders, not only of this one, because {ConfigurationFile.Locate(environment)} has one profile.{(configured.Profile is { } before ? $" Before, it was '{before}'." : string.Empty)}");
        }

        var choice = ProfileChoice.Make(options.Profile, environment, values.WishedProfile ?? configured.Profile ?? values.Profile, configured.Policy?.PinnedProfile);
        if (choice.Name == ChainProfile.Name && ChainProfile.SourceOf(files) is { } source)
        {
            choice = choice with { Name = source, ChosenBy = $"{choice.ChosenBy}, through '{ChainProfile.Name}'" };
        }

        KeepaliveConfiguration own = configured.For(choice.Name);
        bool hasLoginTool = own.Recipe is not null || own.AutoLoginCommand is not null || own.LoginCommand is not null || values.NamesLoginTool;
        bool isAwaited = ProfileJudgement.IsAwaited(choice, files, locations, configured, hasLoginTool, environment, clock);
        LoginToolGuess guess = LoginToolGuess.Make(choice, files, configured, own.ExpirationField ?? values.ExpirationField, environment, clock);
        notes.AddRange(guess.Sentences);
        if (guess.LoginCommand is { } command)
        {
            values.Suggest("loginCmd", command);
        }

        string? signIn = SignInOf(files.Find(choice.Name), choice.Name, values.Text("loginCmd") ?? own.LoginCommand, own.Recipe is not null || values.Text("recipe") is not null);
        return new ProfileDecision(choice.Name, isAwaited, signIn, notes) { IsPinned = configured.Policy?.PinnedProfile is not null };
    }

    private static string? SignInOf(AwsProfile? profile, string name, string? loginCommand, bool isDriven)
    {
        string word = CommandWord.Profile(name);
        return profile is not null && (SsoSession.Serves(profile) || LoginSession.Of(profile) is not null) ? $"claude-aws login {word}"
            : isDriven ? $"claude-aws autologin {word}"
            : loginCommand;
    }
}
