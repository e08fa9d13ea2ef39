using System.CommandLine;
using Keepalive.ClaudeCode;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>refresh</c> and its hidden workers.</summary>
internal static class RefreshCommands
{
    private const string Description = $"""
        See to it that the credential is good: for Claude Code's {Slots.RefreshSetting}. Silent while it is.

        Otherwise the cheapest thing that works: another process has done it already, a silent renewal of the sign-in, the automatic
        login of the profile (autoLoginCmd), a sign-in to IAM Identity Center. One attempt at a time for all sessions; everybody gets
        its outcome. Ends within 165 s; a sign-in that still waits for you then goes on, and the next refresh takes its result.
        """;

    public static Command Refresh(Option<string?> profile)
    {
        var force = new Option<bool>("--force") { Description = "Sign in although the credential is good or a sign-in has just failed. Where that is an automatic login, for a person at a terminal alone." };
        var rehearse = new Option<bool>("--rehearse")
        {
            Description = "Go through every step that needs no person and say what would follow; 0 when it would work. Also with CLAUDE_AWS_REHEARSE=1.",
        };
        var command = new Command("refresh", Description) { profile, force, rehearse };
        command.SetAction(result => RefreshVerb.Run(new RefreshArguments
        {
            Profile = result.GetValue(profile),
            Force = result.GetValue(force),
            Rehearse = result.GetValue(rehearse),
        }));
        return command;
    }

    public static Command AutoLoginWorker(Option<string?> profile) => Hidden(Login.AutoLoginWorker.Verb, profile, AutoLoginWorkerVerb.Run);

    public static Command RenewWorker(Option<string?> profile) => Hidden(Sessions.RenewalWorker.Verb, profile, RenewalWorkerVerb.Run);

    private static Command Hidden(string verb, Option<string?> profile, Func<string, int> run)
    {
        // What every launcher may add counts for other workers.
        var force = new Option<bool>("--force");
        var automatic = new Option<bool>("--automatic");
        var command = new Command(verb, "Started by other verbs.") { profile, force, automatic };
        profile.Required = true;
        command.Hidden = true;
        command.SetAction(result => run(result.GetValue(profile)!));
        return command;
    }
}
