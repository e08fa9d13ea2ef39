using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Gives a misspelt key its right name.</summary>
internal sealed class RenameKey(ExaminedFile file, IniSectionType type, string section, string from, string to) : IniRepair(file, comesFirst: true)
{
    /// <summary>The right name.</summary>
    public string To => to;

    protected override IniDocument Change(IniDocument document) =>
        ProfileValue.Of(document, type, section, to) is null && IniPlace.All(document, type, section, from).Cast<IniPlace?>().LastOrDefault() is { } place ? document.Rename(place, to) : document;
}
