using System.Globalization;

namespace Keepalive.Packaging.Manifests;

/// <summary>The three files of a package of winget (manifest schema 1.10): a zip with a portable program.</summary>
internal static class WingetManifests
{
    private const string Id = "Keepalive.ClaudeAws";
    private const string Schema = "1.10.0";

    public static void Write(string folder, Release release, IEnumerable<Download> downloads)
    {
        Download[] forWindows = [.. downloads.Where(download => download.Rid.StartsWith("win-", StringComparison.Ordinal))];
        if (forWindows.Length == 0)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        WriteFile(folder, string.Empty, "version", $"""
            PackageIdentifier: {Id}
            PackageVersion: {release.Version}
            DefaultLocale: en-US
            """);
        WriteFile(folder, ".locale.en-US", "defaultLocale", $"""
            PackageIdentifier: {Id}
            PackageVersion: {release.Version}
            PackageLocale: en-US
            Publisher: {Release.Owner}
            PackageName: claude-aws
            PackageUrl: {release.ProjectUri}
            License: MIT
            ShortDescription: {Release.Summary}
            Description: {Release.Description}
            Moniker: claude-aws
            Tags:
            - aws
            - bedrock
            - claude-code
            - credentials
            """);
        string installers = string.Join('\n', forWindows.Select(download => $"""
            - Architecture: {download.Rid["win-".Length..]}
              InstallerUrl: {download.Address}
              InstallerSha256: {download.Hash.ToUpperInvariant()}
            """));
        WriteFile(folder, ".installer", "installer", $"""
            PackageIdentifier: {Id}
            PackageVersion: {release.Version}
            InstallerType: zip
            NestedInstallerType: portable
            NestedInstallerFiles:
            - RelativeFilePath: claude-aws.exe
              PortableCommandAlias: claude-aws
            UpgradeBehavior: install
            ReleaseDate: {release.Time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}
            Installers:
            {installers}
            """);
    }

    private static void WriteFile(string folder, string part, string type, string body) =>
        File.WriteAllText(Path.Combine(folder, $"{Id}{part}.yaml"), $"""
            # yaml-language-server: $schema=https://aka.ms/winget-manifest.{type}.{Schema}.schema.json
            {body}
            ManifestType: {type}
            ManifestVersion: {Schema}

            """.ReplaceLineEndings("\n"));
}
