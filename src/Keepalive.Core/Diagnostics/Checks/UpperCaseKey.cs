using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A key in capitals, which Claude Code's SDK passes over.</summary>
internal sealed class UpperCaseKey() : DiagnosticCheck(
    "KA305", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A key has capitals in it",
    "The aws CLI reads it, Claude Code does not.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from line in Lines(file.Content!.Document)
        select Found($"{context.Brief(file.Path)}, line {line}: the key is not all lower case.", "Write the key in lower case.", file.Path, line);

    private static IEnumerable<int> Lines(IniDocument document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            if (document.Lines[index] is { Kind: IniLineKind.Property } line && line.Name.Of(document.Content.Span).IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0)
            {
                yield return index + 1;
            }
        }
    }
}
