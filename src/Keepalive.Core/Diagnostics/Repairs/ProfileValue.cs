using Keepalive.Aws.Profiles;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>A value in a file as the repairs before have left it.</summary>
internal static class ProfileValue
{
    /// <summary>The one that counts; null when there is none.</summary>
    public static string? Of(IniDocument document, IniSectionType type, string name, string key) => IniPlace.SectionsOf(document, type, name)
        .SelectMany(section => document.PropertiesOf(section, []))
        .Where(property => property.Name == key)
        .Select(property => property.Value)
        .LastOrDefault();
}
