namespace Keepalive;

/// <summary>The result of an installation. Contains no secret.</summary>
public sealed class ClaudeAwsInstallation
{
    internal ClaudeAwsInstallation(CompanionObject from)
    {
        SettingsPath = from.Text("SettingsPath") ?? string.Empty;
        Engine = from.Text("Engine") ?? string.Empty;
        ChangedFiles = from.Texts("ChangedFiles");
        Backups = from.Texts("Backups");
        Notes = from.Texts("Notes");
        NextStep = from.Text("NextStep") ?? string.Empty;
        Commands = [.. from.Objects("Commands").Select(static one => new ClaudeAwsCommandTrial(one))];
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
    internal ClaudeAwsCommandTrial(CompanionObject from)
    {
        Setting = from.Text("Setting") ?? string.Empty;
        Command = from.Text("Command") ?? string.Empty;
        Result = from.Text("Result") ?? string.Empty;
        Detail = from.Text("Detail") ?? string.Empty;
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
