using Keepalive.ClaudeCode.Installation;
using Keepalive.Host.Verbs;

namespace Keepalive.Host.Cmdlets;

/// <summary>The cmdlets that wire Keepalive into Claude Code, and remove it.</summary>
internal static class InstallCmdlets
{
    public static async Task InstallAsync(CmdletContext context)
    {
        var installation = Installer.Plan(context.Environment, Options(context.Request), context.Clock);
        foreach (string note in installation.Notes)
        {
            context.Verbose(note);
        }

        IReadOnlyList<string> changed = installation.ChangedFiles;
        bool isAgreed = changed.Count > 0
            ? await AgreesAsync(context, changed, installation.Difference(), "Install Keepalive into Claude Code").ConfigureAwait(false)
            : await context.ShouldProcessAsync(installation.SettingsPath, "Run the installed commands once").ConfigureAwait(false);
        if (!isAgreed)
        {
            return;
        }

        IReadOnlyList<string> backups = installation.Apply();
        foreach (string need in installation.Needs.Sentences())
        {
            context.Warn(need);
        }

        context.Begin("Installing Keepalive", "Running the commands as Claude Code does");
        IReadOnlyList<CommandTrial> trials = context.Request.Flag("NoVerify") ? [] : await installation.VerifyAsync(context.Stop).ConfigureAwait(false);
        Write(context, installation, backups, trials);
        string[] failed = [.. trials.Where(static trial => trial.Result == CommandTrialResult.Fails).Select(static trial => trial.Setting)];
        if (failed.Length > 0)
        {
            throw KeepaliveErrors.InstallationUnverified(WordList.And(failed), installation.SettingsPath);
        }
    }

    public static async Task UninstallAsync(CmdletContext context)
    {
        var uninstallation = Uninstaller.Plan(context.Environment, Scope(context.Request), context.Request.Location, context.Clock);
        StatePurge? purge = context.Request.Flag("Purge") ? StatePurge.Plan(context.Environment, uninstallation) : null;
        IReadOnlyList<string> changed = uninstallation.ChangedFiles;
        bool isAgreed = changed.Count > 0
            ? await AgreesAsync(context, changed, uninstallation.Difference(), "Remove Keepalive from Claude Code").ConfigureAwait(false)
            : await context.ShouldProcessAsync(uninstallation.SettingsPath, "Delete the record of the installation").ConfigureAwait(false);
        if (!isAgreed)
        {
            return;
        }

        if (purge is { Paths.Count: > 0 })
        {
            string list = string.Join('\n', purge.Paths.Select(VisibleText.Line));
            if (await context.ShouldProcessAsync(list, $"Delete these?\n{list}", "Delete Keepalive's state and backups").ConfigureAwait(false) != CmdletAgreement.Yes)
            {
                return;
            }
        }

        purge?.Prepare();
        uninstallation.Apply();
        purge = purge?.Again(uninstallation);
        purge?.Apply();
        foreach (string note in uninstallation.Notes)
        {
            context.Warn(note);
        }

        foreach (string left in purge?.Left ?? [])
        {
            context.Warn($"{VisibleText.Line(left)} is not a file of Keepalive, and is left.");
        }

        CmdletMessage message = context.Object("ClaudeAwsUninstallation");
        message.Line("SettingsPath", uninstallation.SettingsPath);
        message.Lines("ChangedFiles", uninstallation.ChangedFiles);
        message.Lines("RemovedFiles", uninstallation.RemovedFiles);
        message.Lines("DeletedPaths", purge?.Paths ?? []);
        message.Lines("Notes", uninstallation.Notes);
        message.End();
        message.Send();
    }

    private static async Task<bool> AgreesAsync(CmdletContext context, IReadOnlyList<string> changed, string difference, string caption) =>
        await context.ShouldProcessAsync(difference, $"Change {string.Join(", ", changed)}?\n{difference}", caption).ConfigureAwait(false) == CmdletAgreement.Yes;

    private static InstallOptions Options(CmdletRequest request) => new()
    {
        Profile = request.Profile,
        Scope = Scope(request),
        Engine = Enum.TryParse(request.Text("Engine"), out ClaudeCodeEngine engine) ? engine : null,
        DefaultChain = request.Flag("DefaultChain") ? true : request.Flag("NoDefaultChain") ? false : null,
        UsesBedrock = request.Flag("Bedrock"),
        Region = request.Text("Region"),
        Configuration = request.Table("Set"),
        Program = OwnProgram.Path,
        ShellFolder = request.ShellFolder,
        WorkingDirectory = request.Location,
    };

    private static SettingsScope Scope(CmdletRequest request) => Enum.TryParse(request.Text("Scope"), out SettingsScope scope) ? scope : default;

    private static void Write(CmdletContext context, Installer installation, IReadOnlyList<string> backups, IReadOnlyList<CommandTrial> trials)
    {
        CmdletMessage message = context.Object("ClaudeAwsInstallation");
        message.Line("SettingsPath", installation.SettingsPath);
        message.Text("Engine", installation.Engine.ToString());
        message.Lines("ChangedFiles", installation.ChangedFiles);
        message.Lines("Backups", backups);
        message.Lines("Notes", installation.Notes);
        message.Line("NextStep", installation.NextStep(trials));
        message.List("Commands");
        foreach (CommandTrial trial in trials)
        {
            message.Item();
            message.Line("Setting", trial.Setting);
            message.Line("Command", trial.Command);
            message.Text("Result", trial.Result.ToString());
            message.Line("Detail", trial.Detail);
            message.End();
        }

        message.EndList();
        message.End();
        message.Send();
    }
}
