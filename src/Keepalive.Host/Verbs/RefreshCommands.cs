using System.CommandLine;
using Keepalive.ClaudeCode;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>refresh</c> and its hidden workers.</summary>
internal static class RefreshCommands
{
    private const string Description = $"""
        Make sure that the credential is valid. Claude Code runs this as {Slots.RefreshSetting}. While the credential is valid, nothing is printed.

        Otherwise the command tries these steps one after the other until one succeeds:
          - use a new credential that another process has got
          - renew the token without a person
          - run the automatic login of the profile
          - sign in with the browser (IAM Identity Center, aws login)
        All Claude Code sessions share one attempt and get its result. The command ends within 165 s. A sign-in that still waits for you
        continues, and the next refresh uses its result.
        """;

    public static Command Refresh(Option<string?> profile)
    {
        var force = new Option<bool>("--force") { Description = "Sign in even if the credential is valid or a sign-in failed a moment ago. For an automatic login this works only in a terminal." };
        Option<bool> dryRun = CommonOptions.DryRun();
        dryRun.Description = "Show what a refresh would do. Only files are read, and nothing is changed. Exit with 0 if the refresh would succeed.";
        var command = new Command("refresh", Description) { profile, force, dryRun };
        command.SetAction(result => RefreshVerb.Run(new RefreshArguments
        {
            Profile = result.GetValue(profile),
            Force = result.GetValue(force),
            IsDryRun = result.GetValue(dryRun),
        }));
        return command;
    }

    public static Command AutoLoginWorker(Option<string?> profile) => Hidden(Sessions.AutoLoginWorker.Verb, profile, AutoLoginWorkerVerb.Run);

    public static Command RenewWorker(Option<string?> profile) => Hidden(Sessions.RenewalWorker.Verb, profile, static (name, _) => RenewalWorkerVerb.Run(name));

    private static Command Hidden(string verb, Option<string?> profile, Func<string, bool, int> run)
    {
        // Options that every launcher may add are for other workers.
        var force = new Option<bool>("--force");
        var automatic = new Option<bool>("--automatic");
        var terminal = new Option<bool>("--ask-at-terminal");
        var command = new Command(verb, "Started by other verbs.") { profile, force, automatic, terminal };
        profile.Required = true;
        command.Hidden = true;
        command.SetAction(result => run(result.GetValue(profile)!, result.GetValue(terminal)));
        return command;
    }
}
