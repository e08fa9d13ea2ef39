using Keepalive.Packaging.Archives;

namespace Keepalive.Packaging;

/// <summary>
/// The companion as a .NET tool: a package for each platform, and one that names them (.NET SDK 10, "Create RID-specific, self-contained,
/// and AOT .NET tools"). The SDK's own pack would compile the program once more.
/// </summary>
internal static class ToolPackages
{
    private const string Id = "claude-aws";

    /// <summary>Writes the package of one platform.</summary>
    public static void Write(string output, string work, Release release, IEnumerable<string> tags, CompanionFiles companion)
    {
        string folder = $"tools/any/{companion.Rid}/";
        string program = Path.GetFileName(companion.Program);
        string settings = WriteSettings(work, $"""<Command Name="{Id}" EntryPoint="{program}" Runner="executable" />""", string.Empty);
        PackedFile[] files =
        [
            new PackedFile(companion.Program, folder + program),
            new PackedFile(settings, folder + "DotnetToolSettings.xml"),
            .. companion.Documents.Select(document => new PackedFile(document, Path.GetFileName(document))),
        ];
        NuGetPackage.Write(output, $"{Id}.{companion.Rid}", release, tags, ["DotnetToolRidPackage"], files);
    }

    /// <summary>Writes the package that users name; the SDK takes the platform's package by it.</summary>
    public static void WritePointer(string output, string work, Release release, IEnumerable<string> tags, IReadOnlyList<string> documents, IEnumerable<string> rids)
    {
        string packages = string.Concat(rids.Select(rid => $"""<RuntimeIdentifierPackage RuntimeIdentifier="{rid}" Id="{Id}.{rid}" />"""));
        string settings = WriteSettings(work, $"""<Command Name="{Id}" />""", $"<RuntimeIdentifierPackages>{packages}</RuntimeIdentifierPackages>");
        PackedFile[] files =
        [
            new PackedFile(settings, "tools/net10.0/any/DotnetToolSettings.xml"),
            .. documents.Select(document => new PackedFile(document, Path.GetFileName(document))),
        ];
        NuGetPackage.Write(output, Id, release, tags, ["DotnetTool"], files);
    }

    private static string WriteSettings(string work, string command, string more)
    {
        Directory.CreateDirectory(work);
        string path = Path.Combine(work, "DotnetToolSettings.xml");
        File.WriteAllText(path, $"""
            <?xml version="1.0" encoding="utf-8"?>
            <DotNetCliTool Version="2"><Commands>{command}</Commands>{more}</DotNetCliTool>

            """.ReplaceLineEndings("\n"));
        return path;
    }
}
