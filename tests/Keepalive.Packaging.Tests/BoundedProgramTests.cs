using System.Diagnostics;
using System.Globalization;

namespace Keepalive.Packaging.Tests;

public sealed class BoundedProgramTests
{
    [Fact]
    public async Task A_child_that_outlives_its_parent_and_holds_its_output_does_not_hold_the_caller()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The child is one of sh.");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "sleep 600 & echo \"child $!\""]);

        Task<Run> run = BoundedProgram.RunAsync(start, TimeSpan.FromSeconds(1));
        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => run.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        int child = int.Parse(exception.Message.Split("child ")[^1].Split('\n')[0], CultureInfo.InvariantCulture);
        using Process left = Process.GetProcessById(child);
        left.Kill();
    }
}
