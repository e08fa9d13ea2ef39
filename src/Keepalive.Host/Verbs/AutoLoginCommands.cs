using System.CommandLine;
using Keepalive.Login;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>autologin</c>.</summary>
internal static class AutoLoginCommands
{
    private const string Description = """
        Sign in with the profile's login tool. Keepalive runs the tool in a hidden terminal and answers its questions, as the recipe defines.
        Without a recipe, Keepalive runs the command of the setting autoLoginCmd. If a login of this profile is already running, this command waits for it. The tool's
        output is saved without secrets, for --replay.
        """;

    public static Command AutoLogin(Option<string?> profile)
    {
        var recipe = new Option<string?>("--recipe") { Description = "The recipe. Default: the setting 'recipe'.", HelpName = "name", CompletionSources = { static _ => CompletionWords.Visible(RecipeNames.Find(SystemEnvironment.Current, TimeProvider.System)) } };
        var replay = new Option<string?>("--replay")
        {
            Description = "Test the recipe on a recorded run, and show what each rule would do. The file is the transcript of a login or a terminal recording. No program is started.",
            HelpName = "file",
        };
        var force = new Option<bool>("--force") { Description = "Sign in even if the password or the second factor was rejected before. Works only in a terminal." };
        Option<bool> dryRun = CommonOptions.DryRun();
        dryRun.Description = "Show what would run, and run nothing.";
        var command = new Command("autologin", Description) { profile, recipe, replay, force, dryRun };
        command.SetAction(result => result.GetValue(replay) is { } file
            ? AutoLoginVerb.Replay(file, result.GetValue(recipe))
            : result.GetValue(dryRun) ? AutoLoginVerb.Forecast(result.GetValue(profile), result.GetValue(recipe))
            : AutoLoginVerb.Run(result.GetValue(profile), result.GetValue(recipe), result.GetValue(force)));
        return command;
    }
}
