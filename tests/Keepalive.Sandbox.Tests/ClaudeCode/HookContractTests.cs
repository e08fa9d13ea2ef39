using System.Text.Json.Nodes;
using Keepalive.Sandbox.ClaudeCode;

namespace Keepalive.Sandbox.Tests.ClaudeCode;

/// <summary>What hooks and the status line are given and what becomes of their answers, as observed.</summary>
public sealed class HookContractTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""echo '{"decision":"block","reason":"sign in first","systemMessage":"unseen"}'""", "sign in first")]
    [InlineData("echo 'not now' >&2; exit 2", "[echo 'not now' >&2; exit 2]: not now")]
    public async Task A_block_makes_no_request_and_gives_the_prompt_back(string command, string reason)
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        home.AddHook("UserPromptSubmit", command);
        using MiniatureClient client = home.Open();

        TurnResult turn = await client.PromptAsync("my long prompt", Cancelled);

        Assert.Equal((TurnOutcome.Blocked, reason, "my long prompt"), (turn.Outcome, turn.Text, turn.ReturnedPrompt));
        Assert.Empty(turn.Messages);
        Assert.Empty(home.Server.Log.All);
    }

    [Theory]
    [InlineData("""echo '{"systemMessage":"12 min left"}'""", "UserPromptSubmit says: 12 min left")]
    [InlineData("echo broken >&2; exit 1", "UserPromptSubmit hook failed broken")]
    public async Task Other_answers_are_shown_and_the_turn_goes_on(string command, string message)
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        home.AddHook("UserPromptSubmit", command);
        using MiniatureClient client = home.Open();

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal(TurnOutcome.Answered, turn.Outcome);
        Assert.Equal([message], turn.Messages);
    }

    [Fact]
    public async Task Continue_false_stops_and_keeps_the_prompt()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.AddHook("UserPromptSubmit", """echo '{"continue":false,"stopReason":"enough"}'""");
        using MiniatureClient client = home.Open();

        TurnResult turn = await client.PromptAsync("hello", Cancelled);

        Assert.Equal((TurnOutcome.Stopped, "Operation stopped by hook: enough", null), (turn.Outcome, turn.Text, turn.ReturnedPrompt));
    }

    [Fact]
    public async Task Plain_output_is_not_for_the_person()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        home.AddHook("UserPromptSubmit", "echo for the model");
        using MiniatureClient client = home.Open();

        Assert.Empty((await client.PromptAsync("hello", Cancelled)).Messages);
    }

    [Fact]
    public async Task A_hook_with_arguments_runs_without_a_shell_and_reads_one_line_to_its_end()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        home.AddHook("UserPromptSubmit", "sh", ["-c", "cat > \"$1\"; echo \"$CLAUDECODE $CLAUDE_CODE_ENTRYPOINT\" > env", "x", "with space.json"]);
        using MiniatureClient client = home.Open(isHeadless: true);

        await client.PromptAsync("hello", Cancelled);

        JsonNode input = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(home.Folder, "with space.json"), Cancelled))!;
        Assert.Equal(("UserPromptSubmit", "hello"), (input["hook_event_name"]!.GetValue<string>(), input["prompt"]!.GetValue<string>()));
        Assert.Equal("1 sdk-cli\n", await File.ReadAllTextAsync(Path.Combine(home.Folder, "env"), Cancelled));
    }

    [Fact]
    public async Task SessionStart_names_files_to_watch_and_their_change_is_told()
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.HandOut(TimeSpan.FromHours(1));
        home.AddHook("SessionStart", """echo '{"systemMessage":"welcome","hookSpecificOutput":{"hookEventName":"SessionStart","watchPaths":["/tmp/notice"]}}'""");
        home.AddHook("FileChanged", """echo '{"systemMessage":"signed in again"}'""");
        using MiniatureClient client = home.Open();

        Assert.Equal(["SessionStart says: welcome"], await client.StartAsync(Cancelled));
        Assert.Equal(["/tmp/notice"], client.WatchPaths);
        Assert.Equal(["FileChanged says: signed in again"], await client.FileChangedAsync("/tmp/notice", Cancelled));
    }

    [Theory]
    [InlineData("printf 'one\\n\\ntwo\\n'", "one\ntwo")]
    [InlineData("echo shown; exit 1", "")]
    public async Task The_status_line_shows_all_lines_of_a_command_that_succeeds(string command, string shown)
    {
        await using ClientHome home = await ClientHome.StartAsync();
        home.Settings["statusLine"] = new JsonObject { ["type"] = "command", ["command"] = command };
        using MiniatureClient client = home.Open();

        Assert.Equal(shown, await client.StatusLineAsync(Cancelled));
    }
}
