using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Takes the byte order mark off a file.</summary>
internal sealed class RemoveMark(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    protected override IniDocument Change(IniDocument document) =>
        document.Content.Span.StartsWith("\uFEFF"u8) ? IniDocument.Parse(document.Content[3..], document.Kind) : document;
}
