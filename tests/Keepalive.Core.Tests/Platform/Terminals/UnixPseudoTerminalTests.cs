using System.Runtime.Versioning;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Platform.Terminals;

namespace Keepalive.Core.Tests.Platform.Terminals;

[Collection("Processes")]
[UnsupportedOSPlatform("windows")]
public sealed class UnixPseudoTerminalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_terminal_is_the_controlling_one_of_a_session_of_its_own()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sessions");
        await using TerminalSession session = new(new("sh", ["-c", "echo from standard output; echo from dev tty > /dev/tty; exec \"$0\" print-session", DummyProgram.Path]));

        await session.EndAsync();

        string[] ids = session.Rows[^1].Text.Split(' ');
        Assert.Equal(["from standard output", "from dev tty"], session.Rows.SkipLast(1).Select(row => row.Text));
        Assert.Equal((session.Terminal.ProcessId.ToString(), ids[0]), (ids[0], ids[1]));
    }

    [Fact]
    public async Task So_it_is_where_the_system_opens_files_before_it_makes_the_session()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sessions");
        await using TerminalSession session = TerminalSession.At(UnixPseudoTerminal.Start(
            new("sh", ["-c", "echo \"[$1]\" > /dev/tty; exec \"$0\" print-session", DummyProgram.Path, "it's \"$HOME\" "]), TerminalSize.Default, throughShell: true));

        await session.EndAsync();

        Assert.Equal("[it's \"$HOME\" ]", session.Rows[0].Text);
        Assert.Equal($"{session.Terminal.ProcessId} {session.Terminal.ProcessId}", session.Rows[1].Text);
    }

    [Fact]
    public async Task Nothing_but_the_terminal_is_open_in_the_child()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        await using TerminalSession another = TerminalSession.AtTerminal("ask", "? ", "");
        await using TerminalSession session = new(new("sh", ["-c", "ls -l /proc/self/fd"]));

        await session.EndAsync();

        string[] descriptors = [.. session.Rows.Select(row => row.Text).Where(text => text.Contains("->", StringComparison.Ordinal))];
        Assert.Equal(4, descriptors.Length); // The fourth is the folder that ls itself reads.
        Assert.Equal(3, descriptors.Count(text => text.Contains("-> /dev/pts/", StringComparison.Ordinal)));
        Assert.DoesNotContain(descriptors, text => text.Contains("ptmx", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Echo_is_seen_to_go_off_and_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a console does not tell");
        await using TerminalSession session = new(new("sh", ["-c", "printf 'User: '; read user; stty -echo; printf 'Password: '; read word; stty echo; printf 'Again: '; read again"]));

        await session.PromptAsync("User: ");
        Assert.False(session.Terminal.IsEchoOff());
        await session.TypeAsync("me\n");
        await session.PromptAsync("Password: ");
        Assert.True(session.Terminal.IsEchoOff());
        await session.TypeAsync("secret\n");
        await session.PromptAsync("Again: ");
        Assert.False(session.Terminal.IsEchoOff());
        await session.TypeAsync("\n");

        Assert.Equal(0, (await session.EndAsync()).ExitCode);
        Assert.DoesNotContain("secret", session.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("python3", "-c", "import getpass; print('got', len(getpass.getpass('Okta Password for me: ')))")]
    [InlineData("bash", "-c", "read -s -p 'Okta Password for me: ' word; echo; echo got ${#word}")]
    public async Task The_ways_in_which_tools_ask_for_passwords_work(string program, params string[] arguments)
    {
        Assert.SkipUnless(IsThere(program), $"{program} is not installed");
        await using TerminalSession session = new(new(program, arguments));

        await session.PromptAsync("Okta Password for me: ");
        await session.EchoOffAsync();
        await session.TypeAsync("hunter2\n");

        Assert.Equal(0, (await session.EndAsync()).ExitCode);
        Assert.Equal("got 7", session.Rows[^1].Text);
        Assert.DoesNotContain("hunter2", session.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_size_is_told_to_the_program()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Resize is tolerated there, and not everywhere done");
        await using TerminalSession session = new(new("sh", ["-c", "trap 'stty size; exit 0' WINCH; stty size; while :; do read line; done"]), new(80, 24));
        await session.ShownAsync("24 80");

        session.Terminal.Resize(new(100, 30));

        await session.ShownAsync("30 100");
        Assert.Equal(0, (await session.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("KILL", 9)]
    public async Task A_signal_is_told_as_a_shell_tells_it(string name, int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        await using TerminalSession session = new(new("sh", ["-c", $"kill -{name} $$"]));

        Assert.Equal(new TerminalExit(128 + number, number), await session.EndAsync());
    }

    [Fact]
    public async Task A_program_may_close_its_terminal_and_open_it_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "/dev/tty");
        using ProcessIdFile file = new();
        string script = "exec < /dev/null > /dev/null 2>&1; echo $$ > \"$0\"; while [ ! -e \"$0.go\" ]; do :; done; rm \"$0.go\"; printf 'Password: ' > /dev/tty; read word < /dev/tty; exit 5";
        await using TerminalSession session = new(new("sh", ["-c", script, file.Path]));
        await file.ReadAsync(1);
        await File.WriteAllTextAsync(file.Path + ".go", "", Token);

        await session.PromptAsync("Password: ");
        await session.TypeAsync("x\n");

        Assert.Equal(5, (await session.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Typing_to_a_program_that_never_reads_ends_with_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        await using TerminalSession session = new(new("sh", ["-c", "stty raw -echo; echo ready; while :; do sleep 1; done"]));
        await session.ShownAsync("ready");

        IOException exception = await Assert.ThrowsAsync<IOException>(() => session.TypeAsync(new string('x', 1_000_000)));

        Assert.DoesNotContain("xxx", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_megabytes_of_output_arrive_whole_and_in_order()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a console repaints");
        await using TerminalSession session = TerminalSession.AtTerminal("flood", "100000000", "a row of a program that does not know when to stop\\n");

        Assert.Equal(0, (await session.EndAsync()).ExitCode);

        Assert.InRange(session.BytesRead, 100_000_000, 110_000_000);
        Assert.Equal("the end", session.Rows[^1].Text);
        Assert.All(session.Rows.SkipLast(1), row => Assert.Equal("a row of a program that does not know when to stop", row.Text));
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
