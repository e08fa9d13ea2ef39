using System.Runtime.Versioning;
using System.Text;
using Keepalive.Platform.Native.Libc;
using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Platform.Native;

/// <summary>The way of macOS, tried on every Unix: our limit is nought, our children's the old one.</summary>
[UnsupportedOSPlatform("windows")]
[Collection("Processes")]
public sealed class CoreLimitTests
{
    [Fact]
    public async Task A_child_gets_the_limit_back_that_its_parent_began_with()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix has the limit");
        ulong before = CoreLimit.Read()!.Value;
        CoreLimit.Write(1024 * 1024);
        Assert.SkipUnless(CoreLimit.Read() == 1024 * 1024, "the hard limit of this machine allows no core");
        try
        {
            CoreLimit.Lower();
            ChildOutcome outcome = await ChildProcess.RunAsync(new ChildCommand("/bin/sh", ["-c", "ulimit -S -c"]), 1024, TestContext.Current.CancellationToken);

            Assert.Equal("2048", Encoding.ASCII.GetString(outcome.StandardOutput).Trim()); // In blocks of 512 bytes.
            Assert.Equal(0UL, CoreLimit.Read());
        }
        finally
        {
            CoreLimit.Forget();
            CoreLimit.Write(before);
        }
    }
}
