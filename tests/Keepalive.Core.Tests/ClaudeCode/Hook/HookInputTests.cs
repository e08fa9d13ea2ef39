using System.Text;
using Keepalive.ClaudeCode.Hook;

namespace Keepalive.Core.Tests.ClaudeCode.Hook;

public sealed class HookInputTests
{
    [Fact]
    public void What_is_needed_is_read_and_the_rest_passed_over()
    {
        HookInput? input = Parse("""
            {"session_id":"5f0c","transcript_path":"/t.jsonl","more":{"a":[1,{"prompt":"! inner"}]},"permission_mode":"default",
             "hook_event_name":"UserPromptSubmit","prompt":"hello"}
            """);

        Assert.Equal(new HookInput { Event = "UserPromptSubmit", SessionId = "5f0c", IsOrdinaryPrompt = true }, input);
    }

    [Theory]
    [InlineData("hello", true)]
    [InlineData("hello ! claude-aws login", true)]
    [InlineData("/compact", true)]
    [InlineData("", true)]
    [InlineData("! claude-aws login", false)]
    [InlineData("!ls", false)]
    [InlineData("  !ls", false)]
    [InlineData("\\n\\t !ls", false)]
    [InlineData("/claude-aws:login", false)]
    [InlineData("/keepalive:login", false)]
    [InlineData("\\/keepalive:login", false)]
    [InlineData("/keepalive-other:login", true)]
    [InlineData("\\/claude-aws:status", false)]
    public void A_prompt_that_sees_to_the_sign_in_is_told_by_its_beginning(string prompt, bool isOrdinary) =>
        Assert.Equal(isOrdinary, Parse($$"""{"hook_event_name":"UserPromptSubmit","prompt":"{{prompt}}"}""")!.IsOrdinaryPrompt);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("garbage")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"hook_event_name\":7}")]
    [InlineData("{\"prompt\":\"no event\"}")]
    public void What_is_no_hooks_input_is_none(string content) => Assert.Null(Parse(content));

    [Theory]
    [InlineData("a long prompt, with as many letters as no mark of ours has, and ", true)]
    [InlineData("! claude-aws login, with as many letters as no mark of ours has, ", false)]
    [InlineData("  /keepalive:login with as many letters as no mark of ours has, ", false)]
    [InlineData("too short to tell", false)]
    [InlineData("", false)]
    public void Of_a_prompt_that_is_cut_off_the_beginning_counts(string beginning, bool isOrdinary)
    {
        HookInput? input = Parse($$"""{"session_id":"1","hook_event_name":"UserPromptSubmit","prompt": "{{beginning}}""");

        Assert.Equal(("UserPromptSubmit", isOrdinary), (input!.Event, input.IsOrdinaryPrompt));
    }

    [Theory]
    [InlineData("\uFEFF{\"hook_event_name\":\"Stop\"}")]
    [InlineData("{\"hook_event_name\":\"Stop\"}\n")]
    [InlineData("{\"hook_event_name\":\"Stop\",\"session_id\":7,\"prompt\":null}")]
    [InlineData("{\"hook_event_name\":\"Stop\",\"prompt\":\"\\ud800\",")]
    [InlineData("{\"hook_event_name\":\"Stop\",\"session_id\":\"\\ud800\"}")]
    [InlineData("{\"hook_event_name\":\"Stop\",oops")]
    public void What_came_before_a_fault_counts(string content) => Assert.Equal("Stop", Parse(content)!.Event);

    [Fact]
    public void Every_beginning_of_an_input_is_read_without_a_fault()
    {
        byte[] whole = Encoding.UTF8.GetBytes("""{"session_id":"ä\u00e4","hook_event_name":"StopFailure","x":[{"y":-1.5e3}],"error":"authentication_failed","prompt":"\\!"}""");
        for (int length = 0; length <= whole.Length; length++)
        {
            HookInput.Parse(whole.AsSpan(0, length));
        }

        Assert.Equal("authentication_failed", HookInput.Parse(whole)!.Error);
    }

    private static HookInput? Parse(string content) => HookInput.Parse(Encoding.UTF8.GetBytes(content));
}
