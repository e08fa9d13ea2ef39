namespace Keepalive;

/// <summary>One thing that the doctor has found. Holds no secret.</summary>
public sealed class ClaudeAwsFinding
{
    internal ClaudeAwsFinding(CompanionObject from)
    {
        Id = from.Text("Id") ?? string.Empty;
        Area = from.Text("Area") ?? string.Empty;
        Severity = from.Word<ClaudeAwsSeverity>("Severity") ?? default;
        Title = from.Text("Title") ?? string.Empty;
        Seen = from.Text("Seen") ?? string.Empty;
        Why = from.Text("Why") ?? string.Empty;
        Remedy = from.Text("Remedy") ?? string.Empty;
        Fixable = from.Flag("Fixable");
        File = from.Text("File");
        Line = from.Number("Line");
        HostsToAllow = from.Texts("HostsToAllow");
    }

    /// <summary>Stable for ever; about_KeepaliveDiagnostics lists all.</summary>
    public string Id { get; }

    /// <summary>The area: Files, Profile, Network, SignIn, Shadowing, ClaudeCode or AutoLogin.</summary>
    public string Area { get; }

    /// <summary>How much it hurts.</summary>
    public ClaudeAwsSeverity Severity { get; }

    /// <summary>The condition in a few words.</summary>
    public string Title { get; }

    /// <summary>The facts on this machine.</summary>
    public string Seen { get; }

    /// <summary>The effect.</summary>
    public string Why { get; }

    /// <summary>The next step.</summary>
    public string Remedy { get; }

    /// <summary>Repair-ClaudeAwsSetup can repair it; Remedy then describes the repair.</summary>
    public bool Fixable { get; }

    /// <summary>The file it was seen in, if in one.</summary>
    public string? File { get; }

    /// <summary>The line, from 1.</summary>
    public int? Line { get; }

    /// <summary>The hosts to hand to the network's administrators, where that would end it.</summary>
    public IReadOnlyList<string> HostsToAllow { get; }

    /// <summary>Id and title.</summary>
    public override string ToString() => $"{Id}: {Title}";
}
