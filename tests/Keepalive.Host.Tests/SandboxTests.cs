using System.Diagnostics;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

public sealed class SandboxTests : IDisposable
{
    private readonly CompanionHome _home = new();

    [Fact]
    public async Task Every_step_of_the_guided_run_holds()
    {
        _home.Variables["KEEPALIVE_COMPANION"] = CompanionHome.Companion;
        using Process story = _home.Start(CompanionHome.Sandbox, []);
        story.StandardInput.Close();
        Run run = await CompanionHome.FinishAsync(story, TimeSpan.FromMinutes(8)); // Hundreds of processes, on a machine that may have other things to do.

        Assert.False(run.Output.Contains("FAILED", StringComparison.Ordinal), run.Output + run.Errors); // The whole run, since another machine can't be asked again.
        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Equal(["Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4", "Chapter 5"], run.Output.Split('\n').Where(row => row.StartsWith("Chapter", StringComparison.Ordinal)).Select(row => row[..9]));
        Assert.EndsWith(" steps succeeded.\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("SandboxSecret", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();
}
