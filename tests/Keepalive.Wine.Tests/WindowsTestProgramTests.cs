using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>A crash of the product must not pass for one of Wine's.</summary>
public sealed class WindowsTestProgramTests
{
    [Theory]
    [InlineData("Fatal error. Internal CLR error. (0x80131506)\n   at System.GC.Collect()\n   at Keepalive.Tests.X.Y()", false)]
    [InlineData("", false)]
    [InlineData("Unhandled exception. System.IO.IOException: no\n   at System.IO.File.Open()\n   at Keepalive.Files.AtomicFile.Write()", true)]
    [InlineData("Stack overflow.\n   at Keepalive.Jsonc.JsoncReader.Read()", true)]
    [InlineData("Fatal error. System.AccessViolationException: Attempted to read or write protected memory.\r\n   at Keepalive.Native.Kernel32.JobObject.Assign()\r\n   at System.X()", true)]
    public void What_points_to_us_is_run_once(string said, bool expected) => Assert.Equal(expected, WindowsTestProgram.PointsToUs(said));
}
