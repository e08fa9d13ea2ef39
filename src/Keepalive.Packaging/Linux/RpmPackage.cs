using System.Globalization;

namespace Keepalive.Packaging.Linux;

/// <summary>An .rpm, made by rpmbuild: of the same files at the same time the same bytes.</summary>
internal static class RpmPackage
{
    public static bool CanMake => Command.Exists("rpmbuild");

    public static async Task<string> WriteAsync(string folder, string work, Release release, CompanionFiles companion)
    {
        string top = Path.Combine(work, $"rpm-{companion.Rid}");
        string files = Path.Combine(top, "files");
        LinuxLayout.Write(files, companion, release);
        string architecture = companion.Rid.EndsWith("arm64", StringComparison.Ordinal) ? "aarch64" : "x86_64";
        string specification = Path.Combine(top, "claude-aws.spec");
        // Nothing is compiled, stripped or searched for dependencies: the program is finished, and needs the C library alone.
        await File.WriteAllTextAsync(specification, $$"""
            Name: claude-aws
            Version: {{release.Version}}
            Release: 1
            Summary: {{Release.Summary}}
            License: MIT
            URL: {{release.ProjectUri}}
            AutoReqProv: no
            Requires: libc.so.6(GLIBC_{{GlibcVersion.Needed(companion.Program)}})(64bit)
            Recommends: ca-certificates
            %global __os_install_post %{nil}
            %global debug_package %{nil}
            %global _build_id_links none
            %description
            {{Release.Description}}
            %install
            cp -r {{files}}/. %{buildroot}/
            %files
            %defattr(-,root,root)
            %dir /usr/share/doc/claude-aws
            {{string.Join('\n', Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => "/" + Path.GetRelativePath(files, path)))}}

            """.ReplaceLineEndings("\n"));
        await Command.ReadAsync(
            "rpmbuild",
            [
                "-bb", "--quiet", specification, "--target", architecture, "--define", $"_topdir {top}", "--define", $"_rpmdir {top}/out",
                "--define", "_buildhost keepalive", "--define", "use_source_date_epoch_as_buildtime 1", "--define", "clamp_mtime_to_source_date_epoch 1",
                "--define", "source_date_epoch_from_changelog 0", "--define", $"_binary_payload w{release.XzLevel}.xzdio",
            ],
            Times.Of(release));
        string made = Directory.EnumerateFiles(Path.Combine(top, "out"), "*.rpm", SearchOption.AllDirectories).Single();
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"claude-aws-{release.Version}-1.{architecture}.rpm"));
        File.Move(made, path, overwrite: true);
        return path;
    }
}
