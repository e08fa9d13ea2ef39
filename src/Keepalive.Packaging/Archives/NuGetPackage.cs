using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Packaging.Licenses;
using NuGet.Versioning;

namespace Keepalive.Packaging.Archives;

/// <summary>A .nupkg: a module for the PowerShell Gallery, or a .NET tool.</summary>
internal static class NuGetPackage
{
    /// <summary>Writes a package.</summary>
    /// <param name="folder">Takes the package, which is named after its id and version.</param>
    /// <param name="id">The id.</param>
    /// <param name="tags">Words that the gallery finds it by.</param>
    /// <param name="types">The package types of NuGet ("DotnetTool"); none for a library or a module.</param>
    public static string Write(string folder, string id, Release release, IEnumerable<string> tags, IEnumerable<string> types, IEnumerable<PackedFile> files)
    {
        string path = Path.Combine(folder, $"{id}.{release.Version}.nupkg");
        var builder = new PackageBuilder(deterministic: true)
        {
            Id = id,
            Version = new NuGetVersion(release.Version),
            Description = Release.Description,
            Copyright = "(c) 2026 The Keepalive authors. MIT licence.",
            ProjectUrl = new Uri(release.ProjectUri),
            LicenseMetadata = new LicenseMetadata(LicenseType.Expression, "MIT", NuGetLicenseExpression.Parse("MIT"), [], LicenseMetadata.CurrentVersion),
        };
        builder.Authors.Add(Release.Owner);
        builder.Tags.AddRange(tags);
        builder.PackageTypes.AddRange(types.Select(type => new PackageType(type, PackageType.EmptyVersion)));
        builder.Files.AddRange(files.Select(file => new PhysicalPackageFile { SourcePath = file.Source, TargetPath = file.Target.Replace('/', Path.DirectorySeparatorChar) }));
        using (FileStream output = File.Create(path))
        {
            builder.Save(output);
        }

        ZipPackage.Restamp(path, release.Time);
        return path;
    }
}
