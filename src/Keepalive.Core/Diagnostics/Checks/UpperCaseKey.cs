using Keepalive.Diagnostics.Repairs;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A key in capitals, which Claude Code's SDK passes over.</summary>
internal sealed class UpperCaseKey() : DiagnosticCheck(
    "KA305", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A key contains capital letters",
    "The aws CLI reads the key, but Claude Code does not.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from place in Places(file.Content!.Document)
        select Found(
            $"{context.Brief(file.Path)}, line {place.First + 1}: the key contains capital letters.", "Write the key in lower case.", file.Path, place.First + 1,
            repair: file.CanBeEdited && LowerKeys.Suits(file.Content!.Document, place) ? new LowerKeys(file) : null);

    private static IEnumerable<IniPlace> Places(IniDocument document) => Enumerable.Range(0, document.Sections.Count)
        .SelectMany(section => IniPlace.In(document, section))
        .Where(place => document.Lines[place.First].Name.Of(document.Content.Span).IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0);
}
