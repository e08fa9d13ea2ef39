using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;
using Keepalive.Platform.Processes;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Processes;

[Collection("Processes")]
[UnsupportedOSPlatform("windows")]
public sealed partial class UnixChildTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("KILL", 9)]
    public async Task A_signal_is_told_as_a_shell_tells_it(string name, int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");

        ChildOutcome outcome = await ChildProcess.RunAsync(new("sh", ["-c", $"kill -{name} $$"]), 100, Token);

        Assert.Equal((128 + number, number), (outcome.ExitCode, outcome.Signal));
    }

    [Fact]
    public async Task The_child_has_no_terminal_and_leads_a_session()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sessions");

        string[] session = (await DummyProgram.RunAsync("print-session")).Lines()[0].Split(' ');

        Assert.Equal("no\n", (await DummyProgram.RunAsync("has-tty")).Text());
        Assert.Equal(session[0], session[1]);
    }

    [Theory]
    [InlineData("SigIgn")]
    [InlineData("SigBlk")]
    [InlineData("SigCgt")]
    public async Task No_signal_is_ignored_or_blocked_in_the_child(string field)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        Assert.NotEqual("0000000000000000", Field("SigIgn", await File.ReadAllLinesAsync("/proc/self/status", Token)));

        ChildOutcome outcome = await ChildProcess.RunAsync(new("cat", ["/proc/self/status"]), 100_000, Token);

        // Bits 31 and 32 are signals that glibc keeps to itself.
        string mask = Field(field, outcome.Lines());
        Assert.Equal(0ul, ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ~0x1_8000_0000ul);
    }

    [Fact]
    public async Task The_child_has_its_three_descriptors_and_no_other_of_ours()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        int[] leaky = new int[2];
        Assert.Equal(0, pipe(leaky));
        try
        {
            string ours = new FileInfo($"/proc/self/fd/{leaky[0]}").LinkTarget!;
            Assert.StartsWith("pipe:", ours, StringComparison.Ordinal);

            ChildOutcome outcome = await ChildProcess.RunAsync(new("ls", ["-l", "/proc/self/fd"]), 100_000, Token);

            // The fourth is the folder that ls itself reads.
            string[] names = [.. outcome.Lines().Where(line => line.Contains("->", StringComparison.Ordinal)).Select(line => line.Split(' ')[^3])];
            Assert.Equal(["0", "1", "2", "3"], names.Order(StringComparer.Ordinal));
            Assert.DoesNotContain(ours, outcome.Text(), StringComparison.Ordinal);
            Assert.DoesNotContain(ours, (await DummyProgram.RunAsync("print-fds")).Text(), StringComparison.Ordinal);
        }
        finally
        {
            _ = close(leaky[0]);
            _ = close(leaky[1]);
        }
    }

    [Fact]
    public async Task Without_closefrom_the_descriptors_are_closed_one_by_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        int[] leaky = new int[2];
        Assert.Equal(0, pipe(leaky));
        try
        {
            using SpawnFileActions actions = new();
            using SpawnAttributes attributes = new();
            actions.CloseOneByOne();

            // test -e ends with 1 if the descriptor is not there.
            string[] arguments = ["test", "-e", $"/proc/self/fd/{leaky[0]}"];
            Assert.Equal(0, PosixSpawn.Spawn(out int pid, "/usr/bin/test", arguments, [], actions, attributes));
            await Waiting.UntilAsync(() => Wait.HasEnded(pid), Token);
            Assert.Equal(1 << 8, Wait.Reap(pid));
        }
        finally
        {
            _ = close(leaky[0]);
            _ = close(leaky[1]);
        }
    }

    [Fact]
    public async Task No_child_of_ours_is_left_not_even_as_a_zombie()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");

        ChildOutcome outcome = await ChildProcess.RunAsync(new("sh", ["-c", "echo $$"]), 100, Token);

        Assert.False(Directory.Exists($"/proc/{outcome.Text().Trim()}"));
    }

    [Fact]
    public async Task An_orphan_that_changed_its_group_but_not_its_session_is_ended_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        using ProcessIdFile file = new();
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        // The shell in between ends, and the orphan goes to init.
        string script = "sh -c '\"$0\" hang-in-own-group \"$1\" &' \"$0\" \"$1\"; \"$0\" hang \"$1\"";
        Task<ChildOutcome> run = ChildProcess.RunAsync(new("sh", ["-c", script, DummyProgram.Path, file.Path]), 1000, source.Token);
        int[] ids = await file.ReadAsync(2);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Fact]
    public async Task A_child_of_the_runtime_is_not_reaped_by_us_nor_ours_by_the_runtime()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        using Process theirs = Process.Start(new ProcessStartInfo("sh", ["-c", "exit 7"]))!;

        ChildOutcome[] ours = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => ChildProcess.RunAsync(new("sh", ["-c", "exit 5"]), 100, Token)));
        await theirs.WaitForExitAsync(Token);

        Assert.Equal(7, theirs.ExitCode);
        Assert.All(ours, outcome => Assert.Equal(5, outcome.ExitCode));
    }

    private static string Field(string name, IEnumerable<string> status) =>
        status.Single(line => line.StartsWith(name + ':', StringComparison.Ordinal))[(name.Length + 1)..].Trim();

    [LibraryImport("libc")]
    private static partial int pipe([Out] int[] descriptors);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
