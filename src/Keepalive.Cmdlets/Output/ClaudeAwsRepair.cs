using Keepalive.Diagnostics;

namespace Keepalive;

/// <summary>The result of a repair, and the remaining findings. Contains no secret.</summary>
public sealed class ClaudeAwsRepair
{
    internal ClaudeAwsRepair(ConfigurationRepair repair, IReadOnlyList<string> changed, IReadOnlyList<string> backups, DiagnosticReport left)
    {
        Mended = [.. repair.Findings.Select(static finding => new ClaudeAwsFinding(finding))];
        ChangedFiles = [.. changed.Select(VisibleText.Line)!];
        Backups = [.. backups.Select(VisibleText.Line)!];
        Left = [.. left.Findings.Select(static finding => new ClaudeAwsFinding(finding))];
        Sentence = VisibleText.Line(left.Sentence);
    }

    /// <summary>The repaired findings.</summary>
    public ClaudeAwsFinding[] Mended { get; }

    /// <summary>Every file that got another content or mode, or went.</summary>
    public string[] ChangedFiles { get; }

    /// <summary>The dated copies beside them.</summary>
    public string[] Backups { get; }

    /// <summary>The findings after the repair, which a person must fix.</summary>
    public ClaudeAwsFinding[] Left { get; }

    /// <summary>The second examination in one sentence.</summary>
    public string Sentence { get; }
}
