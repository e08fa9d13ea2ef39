using Keepalive.Diagnostics.Repairs;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A section header that only some tools recognise.</summary>
internal sealed class UnevenHeader() : DiagnosticCheck(
    "KA312", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Some tools can't read a section header",
    "If a space is inside the brackets, the aws CLI and Claude Code ignore the section. If text follows the brackets, the .NET tools ignore it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in new[] { context.Config, context.Credentials }
        where file.Content is not null
        from found in Lines(file.Content!.Document)
        select Found(
            $"{context.Brief(file.Path)}, line {found.Line}: {found.What}.", "Write the header as [profile NAME], with nothing else on its line.", file.Path, found.Line,
            repair: file.CanBeEdited && EvenHeaders.Suits(file.Content!.Document, file.Content.Document.Lines[found.Line - 1]) ? new EvenHeaders(file) : null);

    private static IEnumerable<(int Line, string What)> Lines(IniDocument document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            if (document.Lines[index] is { Kind: IniLineKind.Section } line && Oddity(document.Content.Span[line.Start..line.End].Trim(" \t\r\n\uFEFF"u8)) is { } what)
            {
                yield return (index + 1, what);
            }
        }
    }

    private static string? Oddity(ReadOnlySpan<byte> header) =>
        header.IndexOf((byte)']') is > 1 and int end
            ? Blank.AtStart(header[1..end]) > 0 || Blank.AtEnd(header[1..end]) > 0 ? "there is a space inside the brackets"
                : header.Length > end + 1 ? "something follows the bracket"
                : null
            : null;
}
