using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

public sealed class SandboxTests : IDisposable
{
    private readonly CompanionHome _home = new();

    [Fact]
    public async Task Every_step_of_the_guided_run_holds()
    {
        Run run = await _home.RunAsync(CompanionHome.Sandbox, []);

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.EndsWith(" steps held.\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("SandboxSecret", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();
}
