using System.Text.Json.Serialization;
using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Findings;

/// <summary>One thing that a check has found. Holds no secret.</summary>
/// <param name="Id">Stable for ever, such as <c>KA001</c>; about_KeepaliveDiagnostics lists all.</param>
/// <param name="Area">What it is about.</param>
/// <param name="Severity">How much it hurts here: less for a profile that is not in use.</param>
/// <param name="Title">The condition in a few words, the same for every finding of this id.</param>
/// <param name="Seen">What was seen on this machine.</param>
/// <param name="Why">What comes of it.</param>
/// <param name="Remedy">What to do; of a fixable one, what the repair does.</param>
/// <param name="File">The file it was seen in; null when in none.</param>
/// <param name="Line">The line, from 1; null when it is about the whole file.</param>
public sealed record DiagnosticFinding(
    string Id, DiagnosticArea Area, DiagnosticSeverity Severity, string Title, string Seen, string Why, string Remedy, string? File, int? Line)
{
    private static readonly string[] s_endWhenHostsAreAllowed = ["KA605", "KA606", "KA607", "KA609", "KA612"];

    /// <summary>True if <c>doctor --fix</c> (<c>Repair-ClaudeAwsSetup</c>) can repair it.</summary>
    public bool Fixable => Repair is not null;

    /// <summary>The repair; null if only a person can fix the finding.</summary>
    internal IRepair? Repair { get; init; }

    /// <summary>True if the finding disappears when the network allows the hosts of AWS without decryption.</summary>
    [JsonIgnore]
    public bool EndsWhenHostsAreAllowed => s_endWhenHostsAreAllowed.Contains(Id);
}
