using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Makes one of sections and keys that stand twice and say the same.</summary>
internal sealed class JoinDuplicates(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    protected override IniDocument Change(IniDocument document) => IniMerge.Apply(document);
}
