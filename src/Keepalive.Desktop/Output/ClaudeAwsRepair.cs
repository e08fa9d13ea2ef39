namespace Keepalive;

/// <summary>The result of a repair, and the remaining findings. Contains no secret.</summary>
public sealed class ClaudeAwsRepair
{
    internal ClaudeAwsRepair(CompanionObject from)
    {
        Mended = [.. from.Objects("Mended").Select(static one => new ClaudeAwsFinding(one))];
        ChangedFiles = from.Texts("ChangedFiles");
        Backups = from.Texts("Backups");
        Left = [.. from.Objects("Left").Select(static one => new ClaudeAwsFinding(one))];
        Sentence = from.Text("Sentence") ?? string.Empty;
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
