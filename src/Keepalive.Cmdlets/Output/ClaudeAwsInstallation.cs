using Keepalive.ClaudeCode.Installation;

namespace Keepalive;

/// <summary>The result of an installation. Contains no secret.</summary>
public sealed class ClaudeAwsInstallation
{
    internal ClaudeAwsInstallation(Installer installation, IReadOnlyList<string> backups, IReadOnlyList<CommandTrial> trials)
    {
        SettingsPath = VisibleText.Line(installation.SettingsPath);
        Engine = installation.Engine.ToString();
        ChangedFiles = [.. installation.ChangedFiles.Select(VisibleText.Line)!];
        Backups = [.. backups.Select(VisibleText.Line)!];
        Notes = [.. installation.Notes.Select(VisibleText.Line)!];
        NextStep = VisibleText.Line(installation.NextStep(trials));
        Commands = [.. trials.Select(static trial => new ClaudeAwsCommandTrial(trial))];
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath { get; }

    /// <summary>Companion or Cmdlets.</summary>
    public string Engine { get; }

    /// <summary>Every file that got another content; empty when all was in place.</summary>
    public string[] ChangedFiles { get; }

    /// <summary>The backups that were made.</summary>
    public string[] Backups { get; }

    /// <summary>The assumptions, and other notes.</summary>
    public string[] Notes { get; }

    /// <summary>The next step.</summary>
    public string NextStep { get; }

    /// <summary>How each command did; empty with -NoVerify.</summary>
    public ClaudeAwsCommandTrial[] Commands { get; }
}

/// <summary>How one command of the settings did.</summary>
public sealed class ClaudeAwsCommandTrial
{
    internal ClaudeAwsCommandTrial(CommandTrial trial)
    {
        Setting = VisibleText.Line(trial.Setting);
        Command = VisibleText.Line(trial.Command);
        Result = trial.Result.ToString();
        Detail = VisibleText.Line(trial.Detail);
    }

    /// <summary>The setting that holds it.</summary>
    public string Setting { get; }

    /// <summary>The command.</summary>
    public string Command { get; }

    /// <summary>Works, NeedsSignIn or Fails.</summary>
    public string Result { get; }

    /// <summary>A sentence about it.</summary>
    public string Detail { get; }

    /// <summary>The setting and its result.</summary>
    public override string ToString() => $"{Setting}: {Result}";
}
