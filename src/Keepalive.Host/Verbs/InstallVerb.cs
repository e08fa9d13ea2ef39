using System.Text;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Host.Output;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws install</c>, <c>uninstall</c> and <c>reload</c>.</summary>
internal static class InstallVerb
{
    /// <summary>A person may have to read a difference and answer.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static int Run(InstallOptions options, bool isAgreed, bool isDryRun, bool verifies) => VerbRunner.Run(Limit, async cancellationToken =>
    {
        var installation = Installer.Plan(SystemEnvironment.Current, options, TimeProvider.System);
        if (isDryRun)
        {
            Write(installation.Difference());
            Tell([.. installation.Notes, .. installation.Needs.Sentences()]);
            return ExitStatus.Fine;
        }

        IReadOnlyList<string> told = [];
        if (!isAgreed && !Console.IsInputRedirected)
        {
            installation = AskForNeeds(installation, options);
            told = installation.ChangedFiles.Count > 0 ? installation.Notes : [];
            if (installation.ChangedFiles.Count > 0 && !Confirms(installation.Difference(), installation.Notes))
            {
                return ExitStatus.Interrupted;
            }
        }

        IReadOnlyList<string> backups = installation.Apply();
        Write(Summary(installation, installation.ChangedFiles, backups));
        Tell([.. installation.Notes.Except(told), .. installation.Needs.Sentences()]);
        IReadOnlyList<CommandTrial> trials = verifies ? await installation.VerifyAsync(cancellationToken).ConfigureAwait(false) : [];
        Report(installation.SettingsPath, trials);
        Write($"Next        {VisibleText.Line(installation.NextStep(trials))}\n");
        return ExitStatus.Fine;
    });

    public static int RunUninstall(SettingsScope scope, bool purges, bool isAgreed, bool isDryRun) => VerbRunner.Run(Limit, _ =>
    {
        var uninstallation = Uninstaller.Plan(SystemEnvironment.Current, scope, WorkingFolder.Current, TimeProvider.System);
        StatePurge? purge = purges ? StatePurge.Plan(SystemEnvironment.Current, uninstallation) : null;
        if (isDryRun)
        {
            Write(uninstallation.ChangedFiles.Count > 0 ? uninstallation.Difference() : Summary(uninstallation));
            Tell(uninstallation.Notes);
            Write(purge is null ? string.Empty : List(purge));
            Tell(purge is null ? [] : Kept(purge));
            return ValueTask.FromResult(ExitStatus.Fine);
        }

        bool asks = !isAgreed && !Console.IsInputRedirected && uninstallation.ChangedFiles.Count > 0;
        if (asks && !Confirms(uninstallation.Difference(), uninstallation.Notes))
        {
            return ValueTask.FromResult(ExitStatus.Interrupted);
        }

        if (purge is { Paths.Count: > 0 } && !isAgreed)
        {
            Write(List(purge));
            if (Console.IsInputRedirected)
            {
                Tell(["Nothing was deleted: without a terminal, --purge needs --yes."]);
                return ValueTask.FromResult(ExitStatus.Usage);
            }

            if (!CommonOptions.Agrees("Delete these? [Y/n] "))
            {
                return ValueTask.FromResult(ExitStatus.Interrupted);
            }
        }

        purge?.Prepare();
        uninstallation.Apply();
        Write(Summary(uninstallation));
        Tell(asks ? [] : uninstallation.Notes);
        if (purge is not null)
        {
            purge = purge.Again(uninstallation);
            purge.Apply();
            Write(string.Concat(purge.Paths.Select(path => $"Deleted     {VisibleText.Line(path)}\n")));
            Tell(Kept(purge));
        }

        return ValueTask.FromResult(ExitStatus.Fine);
    });

    private static string[] Kept(StatePurge purge) =>
    [
        .. purge.Kept.Select(path => $"{VisibleText.Line(path)} is kept. 'claude-aws secret list' shows stored secrets."),
        .. purge.Left.Select(path => $"{VisibleText.Line(path)} is not a file of Keepalive, and is left."),
    ];

    private static string List(StatePurge purge) => purge.Paths.Count == 0
        ? "There is no state and no backup to delete.\n"
        : string.Concat(purge.Paths.Select(path => $"To delete   {VisibleText.Line(path)}\n"));

    public static int RunReload(bool isDryRun) => VerbRunner.Run(ExportArguments.DefaultTimeout, _ =>
    {
        if (isDryRun)
        {
            Write($"Would be rewritten without changes: {VisibleText.Line(SettingsReload.FindPath(SystemEnvironment.Current, TimeProvider.System))}\n");
            return ValueTask.FromResult(ExitStatus.Fine);
        }

        string path = SettingsReload.Run(SystemEnvironment.Current, TimeProvider.System);
        Write($"Rewritten without changes: {VisibleText.Line(path)}\nEvery running Claude Code session reads its credential again with the next prompt.\n");
        return ValueTask.FromResult(ExitStatus.Fine);
    });

    /// <summary>Missing settings for Bedrock are offered, not set silently: the person may use Claude Code without Bedrock in other projects.</summary>
    private static Installer AskForNeeds(Installer installation, InstallOptions options)
    {
        InstallOptions answered = options;
        if (installation.Needs.Switch && CommonOptions.Agrees("Claude Code is not set to use Bedrock. Set CLAUDE_CODE_USE_BEDROCK in its settings? [Y/n] "))
        {
            answered = answered with { UsesBedrock = true };
        }

        if (installation.Needs.Region)
        {
            StandardText.ToError("No region is set. Enter the Bedrock region, for example eu-west-1 (empty: do not set one): ");
            answered = Console.In.ReadLine()?.Trim() is { Length: > 0 } region ? answered with { Region = region } : answered;
        }

        return answered == options ? installation : Installer.Plan(SystemEnvironment.Current, answered, TimeProvider.System);
    }

    private static bool Confirms(string difference, IReadOnlyList<string> notes)
    {
        Write(difference);
        Tell(notes);
        return CommonOptions.Agrees("Make these changes? [Y/n] ");
    }

    private static string Summary(Installer installation, IReadOnlyList<string> changed, IReadOnlyList<string> backups)
    {
        var text = new StringBuilder();
        foreach (string path in changed)
        {
            text.Append("Written     ").Append(VisibleText.Line(path)).Append('\n');
        }

        if (changed.Count == 0)
        {
            text.Append("Unchanged   ").Append(VisibleText.Line(installation.SettingsPath)).Append(": nothing needs to change\n");
        }

        foreach (string path in backups)
        {
            text.Append("Backup      ").Append(VisibleText.Line(path)).Append('\n');
        }

        return text.ToString();
    }

    private static string Summary(Uninstaller uninstallation)
    {
        IReadOnlyList<string> changed = uninstallation.ChangedFiles;
        return changed.Count == 0
            ? $"Keepalive is not installed in {VisibleText.Line(uninstallation.SettingsPath)}.\n"
            : string.Concat(changed.Select(path => $"{(uninstallation.RemovedFiles.Contains(path) ? "Removed " : "Restored")}    {VisibleText.Line(path)}\n"))
                + (uninstallation.OtherSettings is null ? "Running Claude Code sessions stop using Keepalive from the next prompt.\n" : string.Empty);
    }

    private static void Report(string path, IReadOnlyList<CommandTrial> trials)
    {
        foreach (CommandTrial trial in trials)
        {
            string mark = trial.Result switch { CommandTrialResult.Works => "Works", CommandTrialResult.NeedsSignIn => "Sign in", _ => "FAILS" };
            Write($"{mark,-12}{trial.Setting}: {VisibleText.Line(trial.Command)}{(trial.Result == CommandTrialResult.Works ? string.Empty : $"\n            {VisibleText.Line(trial.Detail)}")}\n");
        }

        string[] failed = [.. trials.Where(trial => trial.Result == CommandTrialResult.Fails).Select(trial => trial.Setting)];
        if (failed.Length > 0)
        {
            throw KeepaliveErrors.InstallationUnverified(WordList.And(failed), path);
        }
    }

    private static void Tell(IReadOnlyList<string> notes)
    {
        foreach (string note in notes)
        {
            ErrorOutput.Write(note);
        }
    }

    private static void Write(string text)
    {
        if (text.Length > 0)
        {
            StandardOutput.WriteText(text.TrimEnd('\n'));
        }
    }
}
