using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Lets every key begin its line.</summary>
internal sealed class TrimKeys(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    protected override IniDocument Change(IniDocument document)
    {
        for (int index = 0; index < document.Lines.Count; index++)
        {
            if (document.Lines[index] is { Kind: IniLineKind.Property } line && document.Content.Span[line.Start] is (byte)' ' or (byte)'\t')
            {
                document = document.Splice(line.Start, line.Name.Start, string.Empty);
            }
        }

        return document;
    }
}
