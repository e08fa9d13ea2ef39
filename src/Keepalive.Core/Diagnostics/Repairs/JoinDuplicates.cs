using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Merges duplicate sections and keys that do not contradict each other.</summary>
internal sealed class JoinDuplicates(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    protected override IniDocument Change(IniDocument document) => IniMerge.Apply(document);
}
