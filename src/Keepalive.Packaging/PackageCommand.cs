using Keepalive.Packaging.Archives;
using Keepalive.Packaging.Bill;
using Keepalive.Packaging.Help;
using Keepalive.Packaging.Linux;
using Keepalive.Packaging.Manifests;

namespace Keepalive.Packaging;

/// <summary>Makes every package of one commit.</summary>
/// <param name="release">The sources.</param>
/// <param name="output">Takes the packages; it is emptied first.</param>
/// <param name="work">Takes all that is made on the way.</param>
internal sealed class PackageCommand(Release release, string output, string work)
{
    private static readonly string[] s_tags = ["AWS", "Bedrock", "Claude", "ClaudeCode", "Credentials", "SSO"];

    private static readonly string[] s_shells = ["bash", "zsh", "fish", "powershell"];

    /// <param name="natives">A folder with a native program for each platform, in a folder of the platform's name; null: it is made for this platform.</param>
    /// <param name="rid">This platform.</param>
    public async Task RunAsync(string? natives, string rid)
    {
        Recreate(output);
        // What was built before is taken again where nothing has changed.
        foreach (string folder in Directory.Exists(work) ? Directory.EnumerateDirectories(work).Where(folder => Path.GetFileName(folder) != "artifacts") : [])
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(work);
        if (natives is null)
        {
            natives = Path.Combine(work, "native");
            Say($"The native program for {rid}");
            await Command.DotNetAsync(["publish", release.PathOf("src", "Keepalive.Host"), "-c", "Release", "-r", rid, "--artifacts-path", Path.Combine(work, "artifacts"), "-o", Path.Combine(natives, rid), .. Reproducible]);
        }

        Say("The module and the plugin");
        string module = Path.Combine(work, "module", "Keepalive");
        string plugin = Path.Combine(work, "plugin");
        await Command.DotNetAsync(["build", release.PathOf("src", "Module"), "-c", "Release", "--artifacts-path", Path.Combine(work, "artifacts"), "-p:Precompile=true", $"-p:NativeCompanions={natives}", $"-p:ModuleFolder={module}/", .. Reproducible]);
        string desktop = Path.Combine(work, "module", "Keepalive.Desktop");
        await Command.DotNetAsync(["build", release.PathOf("src", "DesktopModule"), "-c", "Release", "--artifacts-path", Path.Combine(work, "artifacts"), $"-p:NativeCompanions={natives}", $"-p:ModuleFolder={desktop}/", .. Reproducible]);
        await Command.DotNetAsync(["build", release.PathOf("src", "Plugin"), "-c", "Release", "--artifacts-path", Path.Combine(work, "artifacts"), $"-p:PluginFolder={plugin}/", .. Reproducible]);

        string[] rids = [.. Directory.EnumerateDirectories(natives).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
        IReadOnlyList<RestoredPackage> packages = await ReadPackagesAsync(rids);
        string notices = Path.Combine(work, "THIRD-PARTY-NOTICES.txt");
        await File.WriteAllTextAsync(notices, ThirdPartyNotices.Of(packages));
        SoftwareBill.Write(Path.Combine(output, $"claude-aws-{release.Version}.cdx.json"), release, packages);

        Say("The packages");
        PackedFile[] moduleFiles = [.. PackedFile.Below(module), new PackedFile(notices, "THIRD-PARTY-NOTICES.txt")];
        NuGetPackage.Write(output, "Keepalive", release, [.. s_tags, "PSModule", "PSEdition_Core", "Windows", "Linux", "MacOS"], [], moduleFiles);
        PackedFile[] desktopFiles = [.. PackedFile.Below(desktop), new PackedFile(notices, "THIRD-PARTY-NOTICES.txt")];
        NuGetPackage.Write(output, "Keepalive.Desktop", release, [.. s_tags, "PSModule", "PSEdition_Desktop", "PSEdition_Core", "Windows"], [], desktopFiles);
        ZipPackage.Write(Path.Combine(output, $"keepalive-plugin-{release.Version}.zip"), PackedFile.Below(plugin), release.Time);

        string own = Path.Combine(natives, rid, OperatingSystem.IsWindows() ? "claude-aws.exe" : "claude-aws");
        Func<string[], Task<string>> ask = CanRun(own)
            ? arguments => Command.ReadAsync(own, arguments)
            : arguments => Command.DotNetAsync([Path.Combine(work, "artifacts", "bin", "Keepalive.Host", "release", "claude-aws.dll"), .. arguments]);
        IReadOnlyList<string> manPages = await ManPages.WriteAsync(Path.Combine(work, "man"), release, ask);
        IReadOnlyList<string> completions = await WriteCompletionsAsync(ask);
        string[] documents = [release.PathOf("README.md"), release.PathOf("LICENSE"), notices];
        var downloads = new List<Download>();
        foreach (string one in rids)
        {
            string program = Path.Combine(natives, one, one.StartsWith("win", StringComparison.Ordinal) ? "claude-aws.exe" : "claude-aws");
            downloads.Add(await PackAsync(new CompanionFiles(one, program, documents, manPages, completions)));
        }

        ToolPackages.WritePointer(output, Path.Combine(work, "tool"), release, s_tags, documents, rids);
        WingetManifests.Write(Path.Combine(output, "winget"), release, downloads);
        ScoopManifest.Write(Path.Combine(output, "scoop"), release, downloads);
        HomebrewFormula.Write(Path.Combine(output, "homebrew"), release, downloads);
        Checksums.Write(output);
        foreach (string package in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Console.WriteLine($"{new FileInfo(package).Length,12:N0}  {package}");
        }
    }

    /// <summary>Paths of this machine and the hash of the commit stay out of the assemblies.</summary>
    private static string[] Reproducible => ["-p:ContinuousIntegrationBuild=true", "-p:IncludeSourceRevisionInInformationalVersion=false", "-p:RunAnalyzers=false", "-v", "quiet", "--nologo"];

    /// <summary>A download of a build server has lost its execute bit.</summary>
    private static bool CanRun(string program) => File.Exists(program) && (OperatingSystem.IsWindows() || File.GetUnixFileMode(program).HasFlag(UnixFileMode.UserExecute));

    private async Task<Download> PackAsync(CompanionFiles companion)
    {
        string name = $"claude-aws-{release.Version}-{companion.Rid}";
        IEnumerable<PackedFile> files = companion.For(string.Empty, "man/", string.Empty, shell => companion.IsWindows && shell != "powershell" ? string.Empty : "completions/" + shell);
        string archive = Path.Combine(output, name + (companion.IsWindows ? ".zip" : ".tar.gz"));
        if (companion.IsWindows)
        {
            ZipPackage.Write(archive, files, release.Time);
        }
        else
        {
            TarPackage.Write(archive, files, release.Time);
        }

        ToolPackages.Write(output, Path.Combine(work, "tool-" + companion.Rid), release, s_tags, companion);
        // musl's own distributions take neither.
        if (companion.Rid is "linux-x64" or "linux-arm64")
        {
            await PackForLinuxAsync("dpkg-deb", DebPackage.CanMake, () => DebPackage.WriteAsync(output, work, release, companion));
            await PackForLinuxAsync("rpmbuild", RpmPackage.CanMake, () => RpmPackage.WriteAsync(output, work, release, companion));
        }

        return Download.Of(release, companion.Rid, archive);
    }

    private static async Task PackForLinuxAsync(string tool, bool canMake, Func<Task<string>> write)
    {
        if (canMake)
        {
            await write();
        }
        else
        {
            Say($"There is no {tool} on PATH, so its package is not made.");
        }
    }

    private async Task<IReadOnlyList<string>> WriteCompletionsAsync(Func<string[], Task<string>> ask)
    {
        string folder = Path.Combine(work, "completions");
        Directory.CreateDirectory(folder);
        var scripts = new List<string>();
        foreach (string shell in s_shells)
        {
            scripts.Add(Path.Combine(folder, shell));
            await File.WriteAllTextAsync(scripts[^1], await ask(["completion", shell]));
        }

        return scripts;
    }

    /// <summary>Restores each platform's program once more, to learn of the packs that the SDK takes for it.</summary>
    private async Task<IReadOnlyList<RestoredPackage>> ReadPackagesAsync(string[] rids)
    {
        var assets = new List<string> { Path.Combine(work, "artifacts", "obj", "Keepalive.Module", "project.assets.json") };
        foreach (string rid in rids)
        {
            string folder = Path.Combine(work, "restore", rid);
            await Command.DotNetAsync("restore", release.PathOf("src", "Keepalive.Host"), $"-p:RuntimeIdentifier={rid}", "--artifacts-path", folder, "-v", "quiet");
            assets.Add(Path.Combine(folder, "obj", "Keepalive.Host", "project.assets.json"));
        }

        return RestoredPackages.Read(assets);
    }

    private static void Recreate(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
    }

    private static void Say(string words) => Console.WriteLine(words);
}
