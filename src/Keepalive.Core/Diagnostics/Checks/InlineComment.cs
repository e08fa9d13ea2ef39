using System.Text;
using Keepalive.Diagnostics.Repairs;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A comment behind a value, which some tools take for a part of it.</summary>
internal sealed class InlineComment() : DiagnosticCheck(
    "KA304", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A comment follows a value on the same line",
    "The aws CLI and the .NET tools read the comment as part of the value; Claude Code does not.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from found in Lines(file.Content!.Document)
        select Found(
            $"{context.Brief(file.Path)}, line {found.Line}: a comment follows the value.", "Move the comment to its own line, above the value.", file.Path, found.Line,
            repair: file.CanBeEdited && MoveComments.Suits(found.Key) ? new MoveComments(file) : null);

    private static IEnumerable<(int Line, string Key)> Lines(IniDocument document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            IniLine line = document.Lines[index];
            if (line.Kind == IniLineKind.Property && document.Content.Span[line.Value.End..line.End].Trim(" \t\r\n"u8) is [(byte)'#' or (byte)';', ..])
            {
                yield return (index + 1, Encoding.UTF8.GetString(line.Name.Of(document.Content.Span)).ToLowerInvariant());
            }
        }
    }
}
