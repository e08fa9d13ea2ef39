using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Takes keys out of a profile.</summary>
internal sealed class RemoveKeys(ExaminedFile file, string profile, params string[] keys) : IniRepair(file)
{
    protected override IniDocument Change(IniDocument document) =>
        keys.Aggregate(document, (edited, key) => edited.Remove(IniSectionType.Profile, profile, key));
}
