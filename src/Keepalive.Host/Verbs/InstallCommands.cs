using System.CommandLine;
using System.CommandLine.Completions;
using Keepalive.Aws.Profiles;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Configuration;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>install</c>, <c>uninstall</c> and <c>reload</c>.</summary>
internal static class InstallCommands
{
    private const string InstallDescription = """
        Add Keepalive to Claude Code's settings: both credential helpers, the hooks, the status line and the default credential chain.

        Comments, order and layout of the settings file are kept, and a dated backup is saved. 'uninstall' restores the previous values.
        Then Keepalive runs each installed command once, in the same way as Claude Code does. These runs start no sign-in.
        """;

    public static Command Install(Option<string?> profile)
    {
        Option<SettingsScope> scope = Scope();
        var engine = new Option<ClaudeCodeEngine?>("--engine") { Description = "The program that Claude Code calls: companion (claude-aws) or cmdlets (PowerShell). Default: companion, if it exists for this platform.", HelpName = "companion|cmdlets" };
        var set = new Option<string[]>("--set") { Description = "Also set this setting in the configuration file. Can be given several times.", HelpName = "name=value", CompletionSources = { static _ => ConfigurationSettings.All.Select(static setting => new CompletionItem($"{setting.Name}=")) } };
        var chain = new Option<bool>("--default-chain") { Description = "Make Claude Code's default credential chain use the same credential as the helpers, even if AWS_PROFILE is set." };
        var noChain = new Option<bool>("--no-default-chain") { Description = "Do not change Claude Code's default credential chain." };
        var bedrock = new Option<bool>("--bedrock") { Description = "Switch Claude Code to Bedrock: set CLAUDE_CODE_USE_BEDROCK in its settings." };
        var region = new Option<string?>("--region") { Description = "The Bedrock region, set as AWS_REGION in Claude Code's settings. Default: the profile's region.", HelpName = "region", CompletionSources = { static _ => CompletionWords.Visible(RegionNames.Find(SystemEnvironment.Current, TimeProvider.System)) } };
        Option<bool> yes = CommonOptions.Yes();
        yes.Description += " Exception: Bedrock and its region are set only with --bedrock and --region.";
        Option<bool> dryRun = CommonOptions.DryRun();
        var noVerify = new Option<bool>("--no-verify") { Description = "Do not run the installed commands." };
        profile.Description = "The profile for Claude Code; it is saved in the configuration file. Default: the profile in use.";
        var command = new Command("install", InstallDescription) { profile, scope, engine, set, bedrock, region, chain, noChain, yes, dryRun, noVerify };
        command.AddRule(result =>
        {
            if (result.GetValue(chain) && result.GetValue(noChain))
            {
                result.AddError("--default-chain and --no-default-chain can't be used together.");
            }

            foreach (string assignment in result.GetValue(set) ?? [])
            {
                if (assignment.IndexOf('=') < 1)
                {
                    result.AddError($"'{assignment}' does not have the form name=value.");
                }
            }
        });
        command.SetAction(result => InstallVerb.Run(
            new InstallOptions
            {
                Profile = result.GetValue(profile),
                Scope = result.GetValue(scope),
                Engine = result.GetValue(engine),
                DefaultChain = result.GetValue(chain) ? true : result.GetValue(noChain) ? false : null,
                UsesBedrock = result.GetValue(bedrock),
                Region = result.GetValue(region),
                Configuration = [.. (result.GetValue(set) ?? []).Select(Assignment)],
                Program = OwnProgram.Path,
                WorkingDirectory = WorkingFolder.Current,
            },
            isAgreed: result.GetValue(yes),
            isDryRun: result.GetValue(dryRun),
            verifies: !result.GetValue(noVerify)));
        return command;
    }

    public static Command Uninstall()
    {
        Option<SettingsScope> scope = Scope();
        Option<bool> yes = CommonOptions.Yes();
        Option<bool> dryRun = CommonOptions.DryRun();
        var purge = new Option<bool>("--purge") { Description = "Also delete the state folder (caches, records, logs) and the backups. The list is shown first. The configuration file and stored secrets are kept." };
        var command = new Command("uninstall", "Remove Keepalive from Claude Code's settings, and restore the previous values.") { scope, purge, yes, dryRun };
        command.SetAction(result => InstallVerb.RunUninstall(result.GetValue(scope), result.GetValue(purge), result.GetValue(yes), result.GetValue(dryRun)));
        return command;
    }

    public static Command Reload()
    {
        Option<bool> dryRun = CommonOptions.DryRun();
        var command = new Command("reload", "Make every running Claude Code session read its credential again. No setting is changed.") { dryRun };
        command.SetAction(result => InstallVerb.RunReload(result.GetValue(dryRun)));
        return command;
    }

    private static Option<SettingsScope> Scope() => new("--scope")
    {
        Description = "The settings file: user (for you, in every folder), project (for this folder, shared with your team), local (for this folder, only for you) or managed (for the whole machine).",
        HelpName = "user|project|local|managed",
    };

    private static KeyValuePair<string, string> Assignment(string text)
    {
        int equals = text.IndexOf('=');
        return new(text[..equals], text[(equals + 1)..]);
    }
}
