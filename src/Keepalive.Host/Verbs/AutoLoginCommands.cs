using System.CommandLine;
using Keepalive.Login;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>autologin</c>.</summary>
internal static class AutoLoginCommands
{
    private const string Description = """
        Sign in with the profile's login tool, driven at a terminal that nobody sees: its recipe, with the stored password; or autoLoginCmd.
        A login that runs already is joined. What the tool has shown is kept, redacted, for --replay.
        """;

    public static Command AutoLogin(Option<string?> profile)
    {
        var recipe = new Option<string?>("--recipe") { Description = "The recipe; else the setting recipe.", HelpName = "name", CompletionSources = { static _ => CompletionWords.Visible(RecipeNames.Find(SystemEnvironment.Current, TimeProvider.System)) } };
        var replay = new Option<string?>("--replay")
        {
            Description = "Start nothing: tell which rule would do what in a recorded run (the transcript of a login, or what a terminal has recorded).",
            HelpName = "file",
        };
        var force = new Option<bool>("--force") { Description = "Try although the password or the second factor was refused. For a person at a terminal alone." };
        Option<bool> dryRun = CommonOptions.DryRun();
        dryRun.Description = "Say what would be run, and run nothing.";
        var command = new Command("autologin", Description) { profile, recipe, replay, force, dryRun };
        command.SetAction(result => result.GetValue(replay) is { } file
            ? AutoLoginVerb.Replay(file, result.GetValue(recipe))
            : result.GetValue(dryRun) ? AutoLoginVerb.Forecast(result.GetValue(profile), result.GetValue(recipe))
            : AutoLoginVerb.Run(result.GetValue(profile), result.GetValue(recipe), result.GetValue(force)));
        return command;
    }
}
