using Keepalive.Commands;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Online;

namespace Keepalive;

/// <summary>One thing that the doctor has found. Holds no secret.</summary>
public sealed class ClaudeAwsFinding
{
    internal ClaudeAwsFinding(DiagnosticFinding finding, NetworkReport? network = null)
    {
        Id = finding.Id;
        Area = finding.Area.ToString();
        Severity = EnumTwin.Name<ClaudeAwsSeverity>(finding.Severity);
        Title = VisibleText.Line(finding.Title);
        Seen = VisibleText.Line(finding.Seen);
        Why = VisibleText.Line(finding.Why);
        Remedy = VisibleText.Line(finding.Remedy);
        Fixable = finding.Fixable;
        File = VisibleText.Line(finding.File);
        Line = finding.Line;
        HostsToAllow = network is not null && finding.EndsWhenHostsAreAllowed ? [.. network.HostsToAllow.Select(host => VisibleText.Line(host.Host))] : [];
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
