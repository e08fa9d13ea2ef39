using System.Text.Json;

namespace Keepalive.Packaging.Bill;

/// <summary>Reads what NuGet has restored (obj/project.assets.json, version 3 and 4).</summary>
internal static class RestoredPackages
{
    public static IReadOnlyList<RestoredPackage> Read(IEnumerable<string> assetFiles) =>
        [.. assetFiles.SelectMany(Read)
            .GroupBy(package => (package.Id, package.Version))
            .Select(group => group.OrderByDescending(package => package.IsShipped).First())
            .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase).ThenBy(package => package.Version, StringComparer.Ordinal)];

    private static List<RestoredPackage> Read(string assetFile)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(assetFile));
        JsonElement root = document.RootElement;
        string[] folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        var packages = new List<RestoredPackage>();
        foreach (JsonProperty library in root.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
        {
            if (library.Value.GetProperty("type").GetString() == "package")
            {
                string[] name = library.Name.Split('/');
                packages.Add(Package(name[0], name[1], HasCode(library.Value), folders));
            }
        }

        // Packs of the SDK: the runtime that is linked into a native program, and its compiler.
        foreach (JsonProperty framework in root.GetProperty("project").GetProperty("frameworks").EnumerateObject())
        {
            if (framework.Value.TryGetProperty("downloadDependencies", out JsonElement downloads))
            {
                packages.AddRange(
                    from download in downloads.EnumerateArray()
                    let id = download.GetProperty("name").GetString()!
                    let version = download.GetProperty("version").GetString()!.TrimStart('[').Split(',')[0].Trim()
                    select Package(id, version, IsLinked(id), folders));
            }
        }

        return packages;
    }

    private static RestoredPackage Package(string id, string version, bool isShipped, string[] folders) =>
        new(id, version, isShipped, folders.Select(folder => Path.Combine(folder, id.ToLowerInvariant(), version.ToLowerInvariant())).FirstOrDefault(Directory.Exists));

    private static bool HasCode(JsonElement library) =>
        library.TryGetProperty("runtime", out JsonElement runtime) && runtime.EnumerateObject().Any(file => !file.Name.EndsWith("/_._", StringComparison.Ordinal));

    private static bool IsLinked(string id) => id.StartsWith("Microsoft.NETCore.App.Runtime.", StringComparison.OrdinalIgnoreCase);
}
