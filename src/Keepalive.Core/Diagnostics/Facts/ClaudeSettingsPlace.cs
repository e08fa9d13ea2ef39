using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Diagnostics.Facts;

/// <summary>A place where Claude Code looks for settings.</summary>
/// <param name="Scope">Managed, Local, Project or User: each overrides those after it.</param>
/// <param name="File">The file.</param>
/// <param name="State">Read, Missing or Unreadable.</param>
public sealed record ClaudeSettingsPlace(string Scope, string File, string State)
{
    internal static IReadOnlyList<ClaudeSettingsPlace> Of(DiagnosticContext context) =>
    [
        .. from place in SettingsLocation.InOrder(context.Environment, context.WorkingDirectory)
           let file = context.Settings.FirstOrDefault(file => file.Path == place.Path)
           select new ClaudeSettingsPlace(place.Scope.ToString(), place.Path, file is null ? "Missing" : file.Document is null ? "Unreadable" : "Read"),
    ];
}
