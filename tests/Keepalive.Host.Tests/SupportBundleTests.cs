using System.IO.Compression;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary><c>claude-aws support-bundle</c>, run as a person runs it.</summary>
public sealed class SupportBundleTests : IDisposable
{
    private readonly CompanionHome _home = new();

    private string Target => Path.Combine(_home.Folder, "bundle.zip");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Lists_what_will_be_in_it_and_writes_it_where_nobody_can_answer()
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));

        Run run = await _home.RunAsync("support-bundle", "--out", Target);

        Assert.Equal(0, run.ExitStatus);
        Assert.StartsWith($"Into {Target}:\n\n  README.txt ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"\nWritten: {Target}\n", run.Output, StringComparison.Ordinal);
        using ZipArchive archive = ZipFile.OpenRead(Target);
        Assert.All(archive.Entries, entry => Assert.Contains($"  {entry.Name} ", run.Output, StringComparison.Ordinal));
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            string text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.All([Keys.Secret, Keys.Token, "ASIATEST", _home.Folder], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    /// <summary>The last one is Ctrl+D.</summary>
    [Theory]
    [InlineData("n\n")]
    [InlineData("No\n")]
    [InlineData("what?\n")]
    [InlineData("\u0004")]
    public async Task Writes_nothing_when_the_person_at_the_terminal_does_not_agree(string typed)
    {
        Run run = await _home.AtTerminalAsync("[Y/n] ", typed, "support-bundle", "--out", Target);

        Assert.Contains("Write the file? [Y/n]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Written", run.Output, StringComparison.Ordinal);
        Assert.Equal((ExitStatus.Interrupted, false), (run.ExitStatus, File.Exists(Target)));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("y\n")]
    public async Task Writes_it_when_the_person_agrees(string typed)
    {
        Run run = await _home.AtTerminalAsync("[Y/n] ", typed, "support-bundle", "--out", Target);

        Assert.Contains("Write the file? [Y/n]", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, true), (run.ExitStatus, File.Exists(Target)));
    }

    [Fact]
    public async Task Never_replaces_a_file()
    {
        await File.WriteAllTextAsync(Target, "mine", TestContext.Current.CancellationToken);

        Run run = await _home.RunAsync("support-bundle", "-y", "--out", Target);

        Assert.Equal(13, run.ExitStatus);
        Assert.Contains("a file or folder of this name already exists", run.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
    }
}
