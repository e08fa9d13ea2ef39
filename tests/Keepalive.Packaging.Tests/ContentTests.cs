using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Keepalive.Packaging.Linux;
using Keepalive.Packaging.Tests.Support;

namespace Keepalive.Packaging.Tests;

/// <summary>The content of the packages, and how it is described.</summary>
public sealed class ContentTests(Packages packages)
{
    [Fact]
    public async Task Two_packs_of_one_commit_are_equal_byte_by_byte()
    {
        await packages.MadeAsync();
        string second = Path.Combine(packages.Work, "..", "again");

        await packages.MakeAsync(second);

        string[] names = [.. Directory.EnumerateFiles(packages.Output, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(packages.Output, path)).Order(StringComparer.Ordinal)];
        Assert.Equal(names, Directory.EnumerateFiles(second, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(second, path)).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.True(File.ReadAllBytes(Path.Combine(packages.Output, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(second, name))), name));
    }

    [Fact]
    public async Task The_bill_of_materials_lists_exactly_the_restored_packages()
    {
        await packages.MadeAsync();
        using JsonDocument bill = JsonDocument.Parse(await File.ReadAllTextAsync(packages.Find("*.cdx.json"), TestContext.Current.CancellationToken));

        IEnumerable<string> listed = bill.RootElement.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("purl").GetString()!);

        // Read in another way than the bill was made: the packages that NuGet counts as needed are in its list of libraries.
        var restored = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(packages.Work, "project.assets.json", SearchOption.AllDirectories).Where(path => path.Contains("restore", StringComparison.Ordinal) ? path.Contains("Keepalive.Host", StringComparison.Ordinal) : path.Contains("Keepalive.Module", StringComparison.Ordinal)))
        {
            string assets = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            using JsonDocument document = JsonDocument.Parse(assets);
            foreach (JsonProperty library in document.RootElement.GetProperty("libraries").EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package"))
            {
                restored.Add("pkg:nuget/" + library.Name.Replace('/', '@'));
            }

            foreach (Match download in Regex.Matches(assets, """\{\s*"name": "([^"]+)",\s*"version": "\[([^,]+), [^"]+"\s*\}"""))
            {
                restored.Add($"pkg:nuget/{download.Groups[1].Value}@{download.Groups[2].Value}");
            }
        }

        Assert.NotEmpty(restored);
        Assert.Equal(restored, listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_notices_name_every_package_whose_code_is_shipped_with_its_licence()
    {
        await packages.MadeAsync();
        using ZipArchive module = await ZipFile.OpenReadAsync(packages.Find($"Keepalive.{Packages.Version}.nupkg"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await module.GetEntry("THIRD-PARTY-NOTICES.txt")!.OpenAsync(TestContext.Current.CancellationToken));

        string notices = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        foreach (string library in module.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal) && !name.Contains("Keepalive", StringComparison.Ordinal)))
        {
            Assert.Contains(Path.GetFileNameWithoutExtension(library), notices, StringComparison.Ordinal);
        }

        Assert.Contains("Microsoft.NETCore.App.Runtime.NativeAOT", notices, StringComparison.Ordinal);
        Assert.Contains("Apache License", notices, StringComparison.Ordinal);
        Assert.Contains("Permission is hereby granted", notices, StringComparison.Ordinal);
    }

    /// <summary>Most users have Windows, and a package is made on Linux.</summary>
    [Theory]
    [InlineData("Keepalive.Core.dll", "lib/net8.0/Keepalive.Core.dll")]
    [InlineData("Keepalive.dll", "Keepalive.dll")]
    public async Task The_module_has_machine_code_for_Windows_too(string file, string neutral)
    {
        await packages.MadeAsync();
        using ZipArchive module = await ZipFile.OpenReadAsync(packages.Find($"Keepalive.{Packages.Version}.nupkg"), TestContext.Current.CancellationToken);

        Assert.True(module.GetEntry($"lib/net8.0/win-x64/{file}")!.Length > 1.5 * module.GetEntry(neutral)!.Length);
    }

    /// <summary>An execution policy of Restricted refuses scripts and format files; the companion is for Windows alone.</summary>
    [Fact]
    public async Task The_module_for_Windows_PowerShell_is_one_assembly_with_its_companion_and_no_script()
    {
        await packages.MadeAsync();
        using ZipArchive module = await ZipFile.OpenReadAsync(packages.Find($"Keepalive.Desktop.{Packages.Version}.nupkg"), TestContext.Current.CancellationToken);

        string[] names = [.. module.Entries.Select(static entry => entry.FullName)];

        Assert.Equal(["Keepalive.Desktop.dll"], names.Where(static name => name.EndsWith(".dll", StringComparison.Ordinal)));
        Assert.Equal(["bin/win-x64/claude-aws.exe"], names.Where(static name => name.StartsWith("bin/", StringComparison.Ordinal) && Packages.Rid != "win-arm64"));
        Assert.DoesNotContain(names, static name => Path.GetExtension(name) is ".ps1" or ".psm1" or ".ps1xml");
        Assert.All(["Keepalive.Desktop.psd1", "LICENSE", "THIRD-PARTY-NOTICES.txt", "en-US/Keepalive.Desktop.dll-Help.xml", "en-US/about_KeepaliveErrors.help.txt"], name => Assert.Contains(name, names));
    }

    [Fact]
    public async Task Every_zip_carries_the_time_of_the_commit()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Repository.Root, ".git")) || File.Exists(Path.Combine(Repository.Root, ".git")), "The sources are not in git.");
        await packages.MadeAsync();
        Release release = await Release.ReadAsync(Repository.Root);

        foreach (string path in Directory.EnumerateFiles(packages.Output).Where(path => Path.GetExtension(path) is ".nupkg" or ".zip"))
        {
            using ZipArchive zip = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
            // A zip counts in steps of two seconds, and says no time zone.
            Assert.All(zip.Entries, entry => Assert.InRange((release.Time.DateTime - entry.LastWriteTime.DateTime).TotalSeconds, 0, 1));
        }
    }

    /// <summary>KEEPALIVE_GLIBC is the version that a release promises (2.28); what is made on this machine needs its own linker's.</summary>
    [Fact]
    public async Task The_program_needs_no_newer_C_library_than_is_promised()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && !Packages.Rid.Contains("musl", StringComparison.Ordinal), "The program is not for the GNU C library.");
        await packages.MadeAsync();
        string program = Path.Combine(packages.Work, "..", "native", Packages.Rid, "claude-aws");

        string needed = GlibcVersion.Needed(program);

        Assert.True(Version.Parse(needed) <= Version.Parse(Environment.GetEnvironmentVariable("KEEPALIVE_GLIBC") ?? "2.34"), $"It needs {needed}.");
        if (File.Exists("/usr/bin/readelf"))
        {
            Run symbols = await Packages.RunAsync("/usr/bin/readelf", ["--version-info", program]);
            Assert.Equal(needed, Regex.Matches(symbols.Output, @"Name: GLIBC_([\d.]+)").Select(match => Version.Parse(match.Groups[1].Value)).Max()!.ToString());
        }
    }

    [Theory]
    [InlineData("/usr/bin/mandoc", "-Tlint")]
    [InlineData("/usr/bin/man", "--warnings", "--local-file")]
    public async Task The_manual_pages_are_flawless(string program, params string[] options)
    {
        Assert.SkipUnless(File.Exists(program), $"There is no {program}.");
        await packages.MadeAsync();
        string[] pages = [.. Directory.EnumerateFiles(Path.Combine(packages.Work, "man"))];
        Assert.Contains(pages, page => page.EndsWith("claude-aws-config-set.1", StringComparison.Ordinal));

        Run run = await Packages.RunAsync(program, [.. options, .. pages], new Dictionary<string, string?> { ["MANPAGER"] = "cat", ["LC_ALL"] = "C.UTF-8" });

        Assert.True(run.ExitStatus == 0 && run.Errors.Length == 0, run.Errors);
        if (program.EndsWith("mandoc", StringComparison.Ordinal))
        {
            Assert.Empty(run.Output);
        }
    }
}
