using System.CommandLine;
using System.CommandLine.Completions;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Configuration;
using Keepalive.Profiles;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>install</c>, <c>uninstall</c> and <c>reload</c>.</summary>
internal static class InstallCommands
{
    private const string InstallDescription = """
        Wire Keepalive into Claude Code: the two credential helpers, the hooks, the status line, and the default chain.

        Comments, order and layout of the settings stay; a dated backup is made; what stood there before is remembered, and
        'uninstall' puts it back. Then every command is run as Claude Code would run it, without asking anybody for anything.
        """;

    public static Command Install(Option<string?> profile)
    {
        Option<SettingsScope> scope = Scope();
        var engine = new Option<ClaudeCodeEngine?>("--engine") { Description = "What Claude Code calls; companion where there is one for the platform.", HelpName = "companion|cmdlets" };
        var set = new Option<string[]>("--set") { Description = "A field of the configuration; may be given several times.", HelpName = "name=value", CompletionSources = { static _ => ConfigurationSettings.All.Select(static setting => new CompletionItem($"{setting.Name}=")) } };
        var chain = new Option<bool>("--default-chain") { Description = "Lead Claude Code's default chain to the same credential, whatever AWS_PROFILE says." };
        var noChain = new Option<bool>("--no-default-chain") { Description = "Leave Claude Code's default chain alone." };
        var bedrock = new Option<bool>("--bedrock") { Description = "Switch Claude Code to Bedrock: CLAUDE_CODE_USE_BEDROCK in its settings." };
        var region = new Option<string?>("--region") { Description = "The region of Bedrock: AWS_REGION in its settings. Else the profile's.", HelpName = "region", CompletionSources = { static _ => CompletionWords.Visible(RegionNames.Find(SystemEnvironment.Current, TimeProvider.System)) } };
        Option<bool> yes = CommonOptions.Yes();
        yes.Description += " Bedrock and its region are set by --bedrock and --region alone.";
        Option<bool> dryRun = CommonOptions.DryRun();
        var noVerify = new Option<bool>("--no-verify") { Description = "Don't run what was written." };
        profile.Description = "The profile that Claude Code is to use; written into the configuration. Else as the environment chooses.";
        var command = new Command("install", InstallDescription) { profile, scope, engine, set, bedrock, region, chain, noChain, yes, dryRun, noVerify };
        command.AddRule(result =>
        {
            if (result.GetValue(chain) && result.GetValue(noChain))
            {
                result.AddError("--default-chain and --no-default-chain exclude each other.");
            }

            foreach (string assignment in result.GetValue(set) ?? [])
            {
                if (assignment.IndexOf('=') < 1)
                {
                    result.AddError($"'{assignment}' is not name=value.");
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
                WorkingDirectory = Environment.CurrentDirectory,
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
        var command = new Command("uninstall", "Take Keepalive out of Claude Code's settings again, and put back what stood there before.") { scope, yes, dryRun };
        command.SetAction(result => InstallVerb.RunUninstall(result.GetValue(scope), result.GetValue(yes), result.GetValue(dryRun)));
        return command;
    }

    public static Command Reload()
    {
        Option<bool> dryRun = CommonOptions.DryRun();
        var command = new Command("reload", "Make every running Claude Code ask for its credentials again; changes no byte of its settings.") { dryRun };
        command.SetAction(result => InstallVerb.RunReload(result.GetValue(dryRun)));
        return command;
    }

    private static Option<SettingsScope> Scope() => new("--scope")
    {
        Description = "Which settings: your own, the current folder's (shared or local), or the machine's.",
        HelpName = "user|project|local|managed",
    };

    private static KeyValuePair<string, string> Assignment(string text)
    {
        int equals = text.IndexOf('=');
        return new(text[..equals], text[(equals + 1)..]);
    }
}
