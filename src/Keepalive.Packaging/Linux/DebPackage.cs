namespace Keepalive.Packaging.Linux;

/// <summary>A .deb, made by Debian's own dpkg-deb: of the same files at the same time the same bytes.</summary>
internal static class DebPackage
{
    public static bool CanMake => Command.Exists("dpkg-deb");

    public static async Task<string> WriteAsync(string folder, string work, Release release, CompanionFiles companion)
    {
        string root = Path.Combine(work, $"deb-{companion.Rid}");
        LinuxLayout.Write(root, companion, release);
        long size = new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        string control = Path.Combine(root, "DEBIAN");
        Directory.CreateDirectory(control);
        string architecture = companion.Rid.EndsWith("arm64", StringComparison.Ordinal) ? "arm64" : "amd64";
        // The fields of Debian Policy 5.3; a line of the long description begins with a space.
        await File.WriteAllTextAsync(Path.Combine(control, "control"), $"""
            Package: claude-aws
            Version: {release.Version}
            Architecture: {architecture}
            Maintainer: {Release.Owner} <{release.ProjectUri}>
            Installed-Size: {(size + 1023) / 1024}
            Depends: libc6 (>= {GlibcVersion.Needed(companion.Program)})
            Recommends: ca-certificates
            Section: utils
            Priority: optional
            Homepage: {release.ProjectUri}
            Description: {Release.Summary}
             {Release.Description}

            """.ReplaceLineEndings("\n"));
        string path = Path.Combine(folder, $"claude-aws_{release.Version}_{architecture}.deb");
        await Command.ReadAsync("dpkg-deb", ["--root-owner-group", "-Zxz", $"-z{release.XzLevel}", "--build", root, path], Times.Of(release));
        return path;
    }
}
