using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Refresh;

/// <summary>
/// What Claude Code's Sign-in box makes of an error: each write is a row, and the last one stands. A socket that keeps writes
/// apart tells them; python makes it, since .NET can't hand one to a child.
/// </summary>
public sealed class RowTests
{
    private const string Counter = """
        import os, socket, subprocess, sys
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs)
        theirs.close()
        rows = []
        while row := ours.recv(65536):
            rows.append(row)
        child.wait()
        print(len(rows), max(map(len, rows)))
        """;

    [Fact]
    public async Task A_long_error_is_one_row()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A socket that keeps writes apart is Unix's.");
        using var home = new CompanionHome();
        home.WriteCredentials(Keys.Profile("default", "2020-01-01T00:00:00Z"));

        Run counted = await home.RunAsync("/usr/bin/env", ["python3", "-c", Counter, CompanionHome.Companion, "refresh", "--profile", new string('p', 300)]);

        Assert.SkipWhen(counted.ExitStatus == 127, "python3 is not installed.");
        Assert.Equal(["1"], counted.Output.Split(' ')[..1]);
        Assert.True(int.Parse(counted.Output.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) > 300, counted.Output);
    }
}
