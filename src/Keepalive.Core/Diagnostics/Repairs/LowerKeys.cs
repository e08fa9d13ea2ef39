using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Writes keys in lower case, where the section has no such key yet.</summary>
internal sealed class LowerKeys(ExaminedFile file) : IniRepair(file, comesFirst: true)
{
    public static bool Suits(IniDocument document, IniPlace place) =>
        IniPlace.In(document, place.Section).Count(other => IniPlace.KeyOf(document, other) == IniPlace.KeyOf(document, place)) == 1;

    protected override IniDocument Change(IniDocument document)
    {
        for (int section = 0; section < document.Sections.Count; section++)
        {
            foreach (IniPlace place in IniPlace.In(document, section).ToArray())
            {
                if (Suits(document, place))
                {
                    document = document.Rename(place, IniPlace.KeyOf(document, place));
                }
            }
        }

        return document;
    }
}
