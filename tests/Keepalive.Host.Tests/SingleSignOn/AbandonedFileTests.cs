using System.Diagnostics;

namespace Keepalive.Host.Tests.SingleSignOn;

public sealed class AbandonedFileTests
{
    [Fact]
    public async Task What_a_killed_writer_has_left_is_removed_by_a_later_one()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        using Process ended = Process.Start(new ProcessStartInfo(Support.CompanionHome.Companion, "--version") { RedirectStandardOutput = true })!;
        await ended.WaitForExitAsync(TestContext.Current.CancellationToken);
        string abandoned = Name(home, ended.Id);
        string inUse = Name(home, Environment.ProcessId);
        string foreign = home.TokenFile + ".k1l2m3n4.o5p.tmp";
        foreach (string file in (string[])[abandoned, inUse, foreign])
        {
            await File.WriteAllTextAsync(file, "half a tok", TestContext.Current.CancellationToken);
        }

        home.KeyOf(await home.ExportAsync());

        Assert.Equal(((string[])[inUse, foreign]).Order(), home.TemporaryFiles().Order());
    }

    private static string Name(SandboxHome home, int process)
    {
        string own = Path.GetFileName(Keepalive.Platform.Files.TemporaryName.Beside(home.TokenFile));
        return Path.Combine(Path.GetDirectoryName(home.TokenFile)!, own.Replace($".{Environment.ProcessId:x}-", $".{process:x}-", StringComparison.Ordinal));
    }
}
