using Keepalive.Diagnostics;

namespace Keepalive;

/// <summary>What a repair has done, and what is left to do. Holds no secret.</summary>
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

    /// <summary>What was mended.</summary>
    public ClaudeAwsFinding[] Mended { get; }

    /// <summary>Every file that got another content or mode, or went.</summary>
    public string[] ChangedFiles { get; }

    /// <summary>The dated copies beside them.</summary>
    public string[] Backups { get; }

    /// <summary>What a second examination has found: the rest is for a person.</summary>
    public ClaudeAwsFinding[] Left { get; }

    /// <summary>The second examination in one sentence.</summary>
    public string Sentence { get; }
}
