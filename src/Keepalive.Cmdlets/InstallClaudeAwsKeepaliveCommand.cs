using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>Wires Keepalive into Claude Code, and tries what it has written.</summary>
[Cmdlet(VerbsLifecycle.Install, "ClaudeAwsKeepalive", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ClaudeAwsInstallation))]
public sealed class InstallClaudeAwsKeepaliveCommand : KeepaliveCmdlet
{
    /// <summary>The profile that Claude Code is to use; without it, the one that the environment chooses.</summary>
    [Parameter(Position = 0)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Which settings file.</summary>
    [Parameter]
    public ClaudeAwsScope Scope { get; set; }

    /// <summary>The program that Claude Code calls; the companion if there is one for the platform.</summary>
    [Parameter]
    public ClaudeAwsEngine Engine { get; set; }

    /// <summary>Fields of our configuration and their values.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SettingTableCompleter))]
    public Hashtable? Set { get; set; }

    /// <summary>Switches Claude Code to Bedrock: CLAUDE_CODE_USE_BEDROCK in its settings.</summary>
    [Parameter]
    public SwitchParameter Bedrock { get; set; }

    /// <summary>The region of Bedrock: AWS_REGION in the settings of Claude Code.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionNameCompleter))]
    public string? Region { get; set; }

    /// <summary>Leads Claude Code's default chain to the same credential, whatever AWS_PROFILE says.</summary>
    [Parameter]
    public SwitchParameter DefaultChain { get; set; }

    /// <summary>Leaves Claude Code's default chain alone.</summary>
    [Parameter]
    public SwitchParameter NoDefaultChain { get; set; }

    /// <summary>Does not run what was written.</summary>
    [Parameter]
    public SwitchParameter NoVerify { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(Run);

    private void Run()
    {
        var options = new InstallOptions
        {
            Profile = ProfileName,
            Scope = (SettingsScope)Scope,
            Engine = Engine switch { ClaudeAwsEngine.Companion => ClaudeCodeEngine.Companion, ClaudeAwsEngine.Cmdlets => ClaudeCodeEngine.Cmdlets, _ => null },
            DefaultChain = DefaultChain ? true : NoDefaultChain ? false : null,
            UsesBedrock = Bedrock,
            Region = Region,
            Configuration = [.. (Set ?? []).Cast<DictionaryEntry>().Select(static entry => new KeyValuePair<string, string>(
                Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? string.Empty))],
            Program = CompanionLauncher.FindIn(ModuleFolder.FullPath),
            ShellFolder = GetVariableValue("PSHOME") as string,
            WorkingDirectory = SessionState.Path.CurrentFileSystemLocation.ProviderPath,
        };
        var installation = Installer.Plan(SystemEnvironment.Current, options, TimeProvider.System);
        foreach (string note in installation.Notes)
        {
            WriteVerbose(note);
        }

        IReadOnlyList<string> changed = installation.ChangedFiles;
        if (changed.Count > 0
            ? !ShouldProcess(installation.Difference(), $"Change {string.Join(", ", changed)}?\n{installation.Difference()}", "Install Keepalive into Claude Code")
            : !ShouldProcess(installation.SettingsPath, "Run the installed commands once"))
        {
            return;
        }

        IReadOnlyList<string> backups = installation.Apply();
        foreach (string need in installation.Needs.Sentences())
        {
            WriteWarning(need);
        }

        IReadOnlyList<CommandTrial> trials = NoVerify ? [] : Await("Installing Keepalive", "Running the commands as Claude Code does", installation.VerifyAsync);
        WriteObject(new ClaudeAwsInstallation(installation, backups, trials));
        string[] failed = [.. trials.Where(static trial => trial.Result == CommandTrialResult.Fails).Select(static trial => trial.Setting)];
        if (failed.Length > 0)
        {
            throw KeepaliveErrors.InstallationUnverified(WordList.And(failed), installation.SettingsPath);
        }
    }
}
