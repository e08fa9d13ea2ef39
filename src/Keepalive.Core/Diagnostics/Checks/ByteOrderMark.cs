using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A file that begins with a UTF-8 mark, as Notepad once wrote it.</summary>
internal sealed class ByteOrderMark() : DiagnosticCheck(
    "KA004", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "An AWS file begins with a byte order mark",
    "The aws CLI and boto3 reject the whole file. Other tools do not see its first section.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content?.Document.Content.Span.StartsWith("\uFEFF"u8) == true
        select Found($"{context.Brief(file.Path)} begins with the three bytes EF BB BF.", "Save the file as UTF-8 without a byte order mark (BOM).", file.Path, 1,
            repair: file.CanBeEdited ? new RemoveMark(file) : null);
}
