using System.Runtime.InteropServices;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Terminals;

namespace Keepalive.Core.Tests.Platform.Terminals;

/// <summary>What holds at a terminal of every system.</summary>
[Collection("Processes")]
public sealed class PseudoTerminalTests
{
    private static bool IsWine => OperatingSystem.IsWindows()
        && NativeLibrary.TryLoad("ntdll", out nint library) && NativeLibrary.TryGetExport(library, "wine_get_version", out _);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prompt_without_a_line_end_is_seen_and_answered()
    {
        await using TerminalSession session = TerminalSession.AtTerminal("ask", "Enter verification code: ", "123456");

        await session.PromptAsync("Enter verification code: ");
        await session.TypeAsync("123456\r");

        Assert.Equal(new TerminalExit(0, null), await session.EndAsync());
    }

    [Theory]
    [InlineData("hunter2", 0, "Signed in as caf\u00e9")]
    [InlineData("wrong", 3, "Invalid credentials")]
    public async Task A_login_with_colours_split_prompts_and_a_spinner_is_driven_to_its_end(string password, int exitCode, string last)
    {
        await using TerminalSession session = TerminalSession.AtTerminal("login", "me", "hunter2");

        await session.PromptAsync("Username: ");
        await session.TypeAsync("me\r");
        await session.PromptAsync("Password: ");
        await session.EchoOffAsync();
        await session.TypeAsync(password + "\r");

        Assert.Equal(exitCode, (await session.EndAsync()).ExitCode);
        Assert.Contains("Signing in to idp.example", session.Screen, StringComparison.Ordinal);
        Assert.Contains(last, session.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain(password, session.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting", session.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_asks_where_the_cursor_is_gets_the_answer()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the console answers, not we, and Wine's does not");
        await using TerminalSession session = TerminalSession.AtTerminal("ask-cursor");

        Assert.Equal(0, (await session.EndAsync()).ExitCode);
        Assert.Contains("at ESC[1;5", session.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terminal_has_the_size_it_was_given()
    {
        TerminalSize size = new(77, 11);
        await using TerminalSession session = new(DummyProgram.Command("at-terminal", "tell-size"), size);

        await session.ShownAsync("77x11");
        await session.TypeAsync("\r");

        Assert.Equal(0, (await session.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_program_that_dies_early_leaves_its_last_words_and_its_exit_code()
    {
        await using TerminalSession session = TerminalSession.AtTerminal("say-and-die");

        Assert.Equal(new TerminalExit(9, null), await session.EndAsync());
        Assert.Contains("Fatal: no network\nPassword:", session.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_C_ends_a_program_that_lets_it()
    {
        using ProcessIdFile file = new();
        await using TerminalSession session = new(DummyProgram.Command("hang", file.Path));
        int[] ids = await file.ReadAsync(1);

        await session.TypeAsync("\u0003");
        TerminalExit exit = await session.EndAsync();

        Assert.Equal(!IsWine, exit.ExitCode != 0); // Wine says 0.
        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Theory]
    [InlineData(1, "hang", "")]
    [InlineData(1, "hang-ignoring-int", "")]
    [InlineData(2, "spawn", "hang")]
    [InlineData(2, "spawn", "hang-ignoring-int")]
    [InlineData(2, "spawn", "hang-in-own-group")]
    [InlineData(2, "spawn", "hang-in-own-session")]
    public async Task Ending_it_ends_the_whole_tree(int processes, string verb, string grandchild)
    {
        using ProcessIdFile file = new();
        await using TerminalSession session = new(DummyProgram.Command(verb, file.Path, grandchild));
        int[] ids = await file.ReadAsync(processes);
        Assert.All(ids, id => Assert.False(DummyProgram.IsGone(id)));

        await session.Terminal.EndAsync();

        Assert.True(session.Terminal.Exited.IsCompleted);
        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
        Assert.NotEqual(0, (await session.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("hang-ignoring-int")]
    public async Task What_a_program_leaves_behind_at_its_terminal_holds_nobody_and_is_ended(string grandchild)
    {
        using ProcessIdFile file = new();
        await using TerminalSession session = new(DummyProgram.Command("spawn-and-exit", file.Path, grandchild));

        Assert.Equal(0, (await session.EndAsync()).ExitCode);
        Assert.All(await file.ReadAsync(2), id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Fact]
    public async Task Disposing_of_it_ends_the_program_and_its_streams()
    {
        using ProcessIdFile file = new();
        TerminalSession session = new(DummyProgram.Command("hang", file.Path));
        int[] ids = await file.ReadAsync(1);

        await session.DisposeAsync();
        await session.DisposeAsync();

        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
        Assert.False(await session.ReadAsync());
        await Assert.ThrowsAsync<IOException>(() => session.TypeAsync("x"));
    }

    [Fact]
    public async Task A_program_that_floods_is_read_with_bounded_memory_or_ended()
    {
        await using TerminalSession session = TerminalSession.AtTerminal("flood", "1000000000000", "a row that does not know when to stop\\n");
        while (session.BytesRead < 500_000)
        {
            Assert.True(await session.ReadAsync());
        }

        await session.Terminal.EndAsync();

        Assert.True(session.Rows.Count < 1100);
        Assert.True(DummyProgram.IsGone(session.Terminal.ProcessId));
    }

    [Fact]
    public async Task A_flood_that_nobody_reads_holds_nobody()
    {
        await using TerminalSession session = TerminalSession.AtTerminal("flood", "1000000000000", "x");
        await session.ReadAsync();

        await session.Terminal.EndAsync();

        Assert.True(DummyProgram.IsGone(session.Terminal.ProcessId));
    }

    [Fact]
    public async Task A_read_can_be_cancelled_and_loses_nothing()
    {
        await using TerminalSession session = TerminalSession.AtTerminal("ask", "Code: ", "123456");
        await session.PromptAsync("Code: ");
        using CancellationTokenSource source = new();

        ValueTask<int> read = session.Terminal.Output.ReadAsync(new byte[100], source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.AsTask());

        await session.TypeAsync("123456\r");
        Assert.Equal(0, (await session.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task The_child_is_told_a_kind_of_terminal_and_no_size_of_another()
    {
        ChildCommand command = DummyProgram.Command("at-terminal", "tell-variables", "TERM", "COLUMNS");
        await using TerminalSession usual = new(command);
        await using TerminalSession named = new(command with { EnvironmentChanges = new Dictionary<string, string?> { ["TERM"] = "vt52" } });

        await usual.EndAsync();
        await named.EndAsync();

        Assert.Equal(("xterm (unset)", "vt52 (unset)"), (usual.Screen, named.Screen));
    }

    [Theory]
    [InlineData("nowhere-to-be-found", "not found")]
    [InlineData("", "the program's name is empty")]
    public void What_cannot_be_started_is_told_why(string program, string reason) =>
        Assert.Equal(reason, Assert.Throws<ChildStartException>(() => PseudoTerminal.Start(new(program, []), TerminalSize.Default)).Reason);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    [InlineData(40000, 10)]
    [InlineData(10, 40000)]
    public void A_size_that_no_terminal_has_is_refused(int columns, int rows) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PseudoTerminal.Start(DummyProgram.Command("exit", "0"), new(columns, rows)));
}
