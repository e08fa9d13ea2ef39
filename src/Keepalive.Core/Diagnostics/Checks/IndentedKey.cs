using Keepalive.Diagnostics.Repairs;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A key that does not begin its line.</summary>
internal sealed class IndentedKey() : DiagnosticCheck(
    "KA313", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A key is indented",
    "The aws CLI and boto3 read the line as part of the previous value, so both are wrong. Claude Code reads it as a key.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from line in Lines(file.Content!.Document)
        select Found($"{context.Brief(file.Path)}, line {line} begins with a space.", "Remove the space before the key.", file.Path, line,
            repair: file.CanBeEdited ? new TrimKeys(file) : null);

    private static IEnumerable<int> Lines(IniDocument document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            if (document.Lines[index] is { Kind: IniLineKind.Property } line && document.Content.Span[line.Start] is (byte)' ' or (byte)'\t')
            {
                yield return index + 1;
            }
        }
    }
}
