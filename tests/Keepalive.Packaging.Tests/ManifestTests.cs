using System.Text.Json;
using System.Text.RegularExpressions;
using Keepalive.Packaging.Tests.Support;

namespace Keepalive.Packaging.Tests;

/// <summary>The manifests of the package managers name files of the release, with the hashes that these have.</summary>
public sealed class ManifestTests(Packages packages)
{
    [Fact]
    public async Task The_checksums_are_those_of_all_files_as_sha256sum_sees_them()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sha256sum"), "There is no sha256sum.");
        await packages.MadeAsync();

        Run run = await Packages.RunAsync("/bin/sh", ["-c", "cd \"$0\" && sha256sum --strict --check SHA256SUMS", packages.Output]);

        Assert.True(run.ExitStatus == 0, run.ToString());
        IEnumerable<string> files = Directory.EnumerateFiles(packages.Output).Select(path => Path.GetFileName(path)).Where(name => name != "SHA256SUMS");
        Assert.Equal(files.Order(StringComparer.Ordinal), run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Scoop_gets_the_zip_for_Windows()
    {
        await packages.MadeAsync();
        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllTextAsync(packages.Find("claude-aws.json"), TestContext.Current.CancellationToken));

        JsonElement download = manifest.RootElement.GetProperty("architecture").GetProperty("64bit");

        Assert.Equal(Packages.Version, manifest.RootElement.GetProperty("version").GetString());
        await NamesAFileAsync(download.GetProperty("url").GetString()!, download.GetProperty("hash").GetString()!);
        Assert.EndsWith("/v$version/claude-aws-$version-win-x64.zip", manifest.RootElement.GetProperty("autoupdate").GetProperty("architecture").GetProperty("64bit").GetProperty("url").GetString());
    }

    /// <summary>The required properties of the published schemas (version, defaultLocale and installer, 1.10).</summary>
    [Theory]
    [InlineData("Keepalive.ClaudeAws.yaml", "PackageIdentifier", "PackageVersion", "DefaultLocale", "ManifestType", "ManifestVersion")]
    [InlineData("Keepalive.ClaudeAws.locale.en-US.yaml", "PackageIdentifier", "PackageVersion", "PackageLocale", "Publisher", "PackageName", "License", "ShortDescription", "ManifestType", "ManifestVersion")]
    [InlineData("Keepalive.ClaudeAws.installer.yaml", "PackageIdentifier", "PackageVersion", "Installers", "ManifestType", "ManifestVersion")]
    public async Task Winget_gets_its_three_files(string file, params string[] required)
    {
        await packages.MadeAsync();

        string text = await File.ReadAllTextAsync(packages.Find(file), TestContext.Current.CancellationToken);

        string[] names = [.. Regex.Matches(text, @"(?m)^(\w+):").Select(match => match.Groups[1].Value)];
        Assert.Equal(names.Distinct(), names);
        Assert.All(required, name => Assert.Contains(name, names));
        // A sentence with a colon or a hash would need quotes.
        Assert.DoesNotContain(text.Split('\n').Skip(1), line => Regex.IsMatch(line, @"^\w+: .*(: | #)"));
    }

    [Fact]
    public async Task Winget_downloads_the_zip_for_Windows()
    {
        await packages.MadeAsync();

        string text = await File.ReadAllTextAsync(packages.Find("Keepalive.ClaudeAws.installer.yaml"), TestContext.Current.CancellationToken);

        await NamesAFileAsync(Regex.Match(text, "InstallerUrl: (.+)").Groups[1].Value, Regex.Match(text, "InstallerSha256: (.+)").Groups[1].Value.ToLowerInvariant());
        using System.IO.Compression.ZipArchive zip = System.IO.Compression.ZipFile.OpenRead(packages.Find("*-win-x64.zip"));
        Assert.NotNull(zip.GetEntry(Regex.Match(text, "RelativeFilePath: (.+)").Groups[1].Value));
    }

    [Fact]
    public async Task Homebrew_gets_the_archive_and_installs_files_that_are_in_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The archive of this platform is not for Homebrew.");
        await packages.MadeAsync();
        string formula = await File.ReadAllTextAsync(packages.Find("claude-aws.rb"), TestContext.Current.CancellationToken);

        await NamesAFileAsync(Regex.Match(formula, "url \"(.+)\"").Groups[1].Value, Regex.Match(formula, "sha256 \"(.+)\"").Groups[1].Value);
        Run list = await Packages.RunAsync("tar", ["-tzf", packages.Find($"*-{Packages.Rid}.tar.gz")]);
        string[] entries = list.Output.Split('\n');
        Assert.All(Regex.Matches(formula, "_completion.install \"(.+?)\""), match => Assert.Contains(match.Groups[1].Value, entries));
        Assert.Contains("claude-aws", entries);
        Assert.Contains(entries, entry => Regex.IsMatch(entry, @"^man/.*\.1$"));
        if (File.Exists("/usr/bin/ruby"))
        {
            Assert.Equal(0, (await Packages.RunAsync("/usr/bin/ruby", ["-c", packages.Find("claude-aws.rb")])).ExitStatus);
        }
    }

    private async Task NamesAFileAsync(string address, string hash)
    {
        string name = address[(address.LastIndexOf('/') + 1)..];
        Assert.Contains($"/releases/download/v{Packages.Version}/", address, StringComparison.Ordinal);
        Assert.Contains($"{hash}  {name}\n", await File.ReadAllTextAsync(packages.Find("SHA256SUMS"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
