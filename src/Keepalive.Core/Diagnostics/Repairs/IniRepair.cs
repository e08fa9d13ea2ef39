using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>One change to a config or credentials file.</summary>
/// <param name="file">The file.</param>
/// <param name="comesFirst">True if it repairs only the syntax.</param>
internal abstract class IniRepair(ExaminedFile file, bool comesFirst = false) : IRepair
{
    public bool ComesFirst => comesFirst;

    public virtual void Change(RepairDraft draft) => draft.Open(file.Path).Edit(file.Content!.Document.Kind, Change);

    protected abstract IniDocument Change(IniDocument document);
}
