using System.CommandLine;
using Keepalive.Configuration;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>config</c>.</summary>
internal static class ConfigCommands
{
    private const string Description = """
        Show and change the settings of claude-aws. Without a subcommand, all settings are listed.

        Keepalive looks for a setting in this order: the machine's policy, the environment variable, the profile's settings in the configuration
        file, the settings for all profiles in that file, the default. 'config list' shows the origin of each value.
        """;

    public static Command Config(Func<Option<string?>> profileOption)
    {
        var config = new Command("config", Description);
        foreach (Command verb in (ReadOnlySpan<Command>)[List(profileOption()), Get(profileOption()), Set(profileOption()), Unset(profileOption())])
        {
            config.Subcommands.Add(verb);
        }

        config.Subcommands.Add(Plain("path", "Print the path of the configuration file, even if the file does not exist.", ConfigVerb.Path));
        config.Subcommands.Add(Plain("schema", "Print the JSON schema of the configuration file. Editors use it to check the file.", ConfigVerb.Schema));
        Option<string?> profile = OfProfile(profileOption());
        Option<bool> json = Json();
        config.Options.Add(profile);
        config.Options.Add(json);
        config.SetAction(result => ConfigVerb.List(result.GetValue(profile), result.GetValue(json)));
        return config;
    }

    private static Command List(Option<string?> profile)
    {
        Option<bool> json = Json();
        var command = new Command("list", "List every setting with its value and its origin.") { OfProfile(profile), json };
        command.SetAction(result => ConfigVerb.List(result.GetValue(profile), result.GetValue(json)));
        return command;
    }

    private static Command Get(Option<string?> profile)
    {
        Argument<string> name = Name();
        Option<bool> json = Json();
        var command = new Command("get", "Print the value of one setting, or an empty line if it is not set.") { name, OfProfile(profile), json };
        command.SetAction(result => ConfigVerb.Get(result.GetRequiredValue(name), result.GetValue(profile), result.GetValue(json)));
        return command;
    }

    private static Command Set(Option<string?> profile)
    {
        Argument<string> name = Name();
        var value = new Argument<string>("value") { Description = "The new value; 'config schema' lists the valid values." };
        Option<bool> dryRun = CommonOptions.DryRun();
        var command = new Command("set", "Set one setting in the configuration file. Comments and order are kept.") { name, value, OfProfile(profile), dryRun };
        command.SetAction(result => ConfigVerb.Change(
            result.GetRequiredValue(name), result.GetRequiredValue(value), result.GetValue(profile), result.GetValue(dryRun)));
        return command;
    }

    private static Command Unset(Option<string?> profile)
    {
        Argument<string> name = Name();
        Option<bool> dryRun = CommonOptions.DryRun();
        var command = new Command("unset", "Remove one setting from the configuration file.") { name, OfProfile(profile), dryRun };
        command.SetAction(result => ConfigVerb.Change(result.GetRequiredValue(name), value: null, result.GetValue(profile), result.GetValue(dryRun)));
        return command;
    }

    private static Command Plain(string name, string description, Func<int> run)
    {
        var command = new Command(name, description);
        command.SetAction(_ => run());
        return command;
    }

    private static Option<string?> OfProfile(Option<string?> profile)
    {
        profile.Description = "Show or change the settings of this profile. Default: the settings for all profiles.";
        return profile;
    }

    private static Argument<string> Name()
    {
        var name = new Argument<string>("name") { Description = "The name of the setting; 'config list' shows all names.", HelpName = "name" };
        name.CompletionSources.Add(ConfigurationSettings.All.Select(setting => setting.Name).ToArray());
        return name;
    }

    private static Option<bool> Json() => new("--json") { Description = "Print one JSON document instead of text." };
}
