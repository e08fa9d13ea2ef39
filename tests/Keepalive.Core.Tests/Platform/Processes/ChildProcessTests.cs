using Keepalive.Platform.Processes;

namespace Keepalive.Core.Tests.Platform.Processes;

[Collection("Processes")]
public class ChildProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_arrive_whole()
    {
        string[] arguments =
        [
            "", "plain", "two words", "\"quoted\"", "a\"b", "'single'", @"C:\dir\", @"C:\dir with space\", @"\\server\share", @"a\\""b",
            "\"", @"\", @"\""", "ä€😀", "tab\there", "line\nbreak", "%PATH%", "$HOME", "`id`", "a&b|c<d>e^f", "!x!", "*", "~", "",
        ];

        ChildOutcome outcome = await DummyProgram.RunAsync(["echo-args", .. arguments]);

        Assert.Equal(string.Concat(arguments.Select(argument => $"[{argument}]\n")), outcome.Text());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public async Task The_exit_code_is_told(int code)
    {
        ChildOutcome outcome = await DummyProgram.RunAsync("exit", $"{code}");

        Assert.Equal((code, null, false), (outcome.ExitCode, outcome.Signal, outcome.OutputLimitExceeded));
    }

    [Fact]
    public async Task A_variable_can_be_set_for_the_child_alone()
    {
        ChildCommand command = DummyProgram.Command("print-env", "KEEPALIVE_TEST") with
        {
            EnvironmentChanges = new Dictionary<string, string?> { ["KEEPALIVE_TEST"] = "ä value = with equals" },
        };

        ChildOutcome outcome = await ChildProcess.RunAsync(command, 1000, Token);

        Assert.Equal("ä value = with equals\n", outcome.Text());
        Assert.Null(Environment.GetEnvironmentVariable("KEEPALIVE_TEST"));
    }

    [Fact]
    public async Task A_variable_can_be_taken_away()
    {
        Environment.SetEnvironmentVariable("KEEPALIVE_TAKEN", "here");
        ChildCommand command = DummyProgram.Command("print-env", "KEEPALIVE_TAKEN") with
        {
            EnvironmentChanges = new Dictionary<string, string?> { ["KEEPALIVE_TAKEN"] = null },
        };

        ChildOutcome outcome = await ChildProcess.RunAsync(command, 1000, Token);

        Assert.Equal("(unset)\n", outcome.Text());
    }

    [Fact]
    public async Task Other_variables_are_inherited()
    {
        Environment.SetEnvironmentVariable("KEEPALIVE_INHERITED", "here");

        ChildOutcome outcome = await DummyProgram.RunAsync("print-env", "KEEPALIVE_INHERITED");

        Assert.Equal("here\n", outcome.Text());
    }

    [Fact]
    public async Task The_child_starts_in_the_folder_it_is_given()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("keepalive-");
        try
        {
            ChildOutcome outcome = await ChildProcess.RunAsync(
                DummyProgram.Command("print-directory") with { WorkingDirectory = folder.FullName }, 1000, Token);

            Assert.EndsWith(folder.Name, outcome.Text().TrimEnd(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public async Task An_input_can_be_a_short_text_and_its_end()
    {
        ChildOutcome outcome = await ChildProcess.RunAsync(DummyProgram.Command("stdin-eof") with { Input = new PipedInput("one\n") }, 1000, Token);

        Assert.Equal("4\n", outcome.Text());
    }

    [Fact]
    public async Task An_input_can_be_one_that_never_ends()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<ChildOutcome> running = ChildProcess.RunAsync(DummyProgram.Command("stdin-eof") with { Input = new PipedInput(null) }, 1000, stop.Token);

        Assert.NotSame(running, await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(500), Token)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task The_input_is_at_its_end_at_once()
    {
        ChildOutcome outcome = await DummyProgram.RunAsync("stdin-eof");

        Assert.Equal("0\n", outcome.Text());
    }

    [Fact]
    public async Task Error_output_is_dropped_and_never_stops_the_child()
    {
        ChildOutcome outcome = await DummyProgram.RunAsync("write-error", "300000");

        Assert.Equal("done\n", outcome.Text());
    }

    [Fact]
    public async Task Output_of_exactly_the_limit_is_fine()
    {
        ChildOutcome outcome = await ChildProcess.RunAsync(DummyProgram.Command("write", "100000"), 100_000, Token);

        Assert.Equal((100_000, 0, false), (outcome.StandardOutput.Length, outcome.ExitCode, outcome.OutputLimitExceeded));
    }

    [Fact]
    public async Task One_byte_more_than_the_limit_is_told()
    {
        ChildOutcome outcome = await ChildProcess.RunAsync(DummyProgram.Command("write", "1001"), 1000, Token);

        Assert.Equal((1000, true), (outcome.StandardOutput.Length, outcome.OutputLimitExceeded));
    }

    [Fact]
    public async Task A_flood_ends_at_the_limit()
    {
        ChildOutcome outcome = await ChildProcess.RunAsync(DummyProgram.Command("flood"), 50_000, Token);

        Assert.Equal((50_000, true), (outcome.StandardOutput.Length, outcome.OutputLimitExceeded));
        Assert.NotEqual(0, outcome.ExitCode);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_child_that_exited()
    {
        ChildOutcome outcome = await DummyProgram.RunAsync("print-pid");

        Assert.True(DummyProgram.IsGone(int.Parse(outcome.Text(), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_helper_left_behind_with_the_output_in_its_hand_does_not_hold_us_and_is_ended()
    {
        using ProcessIdFile file = new();

        ChildOutcome outcome = await DummyProgram.RunAsync("spawn-and-exit", file.Path, "hang").WaitAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(2, file.Read().Length);
        Assert.All(file.Read(), id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Fact]
    public async Task Fifty_at_a_time_do_not_mix_up_their_output()
    {
        ChildCommand Command(int number) => OperatingSystem.IsWindows()
            ? DummyProgram.Command("echo-args", $"{number}")
            : new ChildCommand("sh", ["-c", "echo \"[$1]\"; exit $1", "sh", $"{number}"]);

        ChildOutcome[] outcomes = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(number => ChildProcess.RunAsync(Command(number), 1000, Token)));

        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"[{number}]\n"), outcomes.Select(outcome => outcome.Text()));
        Assert.Equal(OperatingSystem.IsWindows() ? new int[50] : Enumerable.Range(0, 50), outcomes.Select(outcome => outcome.ExitCode));
    }
}
