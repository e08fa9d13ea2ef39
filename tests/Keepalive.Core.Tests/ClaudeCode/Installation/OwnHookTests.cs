using System.Text;
using System.Text.Json.Nodes;
using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>A hook with which a person calls Keepalive stays as the person has written it.</summary>
public sealed class OwnHookTests : IDisposable
{
    private const string Profile = """{"type":"command","command":"claude-aws","args":["check","--as-hook","--profile","work"],"timeout":5}""";

    private readonly InstallHome _home = new();

    [Theory]
    [InlineData(Profile)]
    [InlineData("""{"type":"command","command":"claude-aws check --as-hook --minimum-remaining 1200"}""")]
    [InlineData("""{"type":"command","command":"/opt/x/claude-aws check -p work"}""")]
    [InlineData("""{"type":"command","command":"pwsh -NoProfile -Command Test-ClaudeAwsSession -AsHook -ProfileName work"}""")]
    public void One_with_options_of_the_person_stays_alone_in_its_event(string hook)
    {
        With(hook);

        Installer first = _home.Install();
        string once = _home.Settings;
        _home.Install();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(hook), Assert.Single(Hooks("UserPromptSubmit"))), _home.Settings);
        Assert.Single(Hooks("SessionStart"));
        Assert.Equal(once, _home.Settings);
        Assert.Contains($"hooks.UserPromptSubmit in {_home.SettingsPath} already calls Keepalive with your own options. This is not changed.", first.Notes);
    }

    [Fact]
    public void Uninstall_leaves_it_and_removes_ours()
    {
        With(Profile);
        _home.Install();
        _home.With(_home.Settings.TrimEnd()[..^1] + ",\"theirs\":1}");

        _home.Uninstall();

        Assert.Equal($$$"""{"hooks":{"UserPromptSubmit":[{"hooks":[{{{Profile}}}]}]},"theirs":1}""", JsonNode.Parse(_home.Settings)!.ToJsonString());
    }

    [Theory]
    [InlineData(Profile)]
    [InlineData("""{"type":"command","command":"claude-aws refresh --profile work"}""")]
    public void Uninstall_restores_every_byte(string hook)
    {
        With(hook);
        string before = _home.Settings;
        _home.Install();
        _home.Install();

        _home.Uninstall();

        Assert.Equal(before, _home.Settings);
    }

    [Fact]
    public void One_that_was_added_later_takes_the_place_of_ours()
    {
        _home.Install();
        JsonNode settings = JsonNode.Parse(_home.Settings)!;
        settings["hooks"]!["UserPromptSubmit"]!.AsArray().Insert(0, JsonNode.Parse($$"""{"hooks":[{{Profile}}]}"""));
        _home.With(settings.ToJsonString());

        _home.Install();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Profile), Assert.Single(Hooks("UserPromptSubmit"))), _home.Settings);
    }

    [Fact]
    public void Another_verb_as_a_hook_is_no_check_and_stays_next_to_ours()
    {
        const string Refresh = """{"type":"command","command":"claude-aws refresh --profile work"}""";
        With(Refresh);

        _home.Install();
        _home.Install();

        Assert.Equal(2, Hooks("UserPromptSubmit").Length);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Refresh), Hooks("UserPromptSubmit")[0]), _home.Settings);
    }

    [Fact]
    public void A_time_limit_and_a_message_of_the_person_stay_with_ours()
    {
        With("""{"type":"command","command":"claude-aws check --as-hook","timeout":7,"statusMessage":"AWS"}""");

        Installer first = _home.Install();
        string once = _home.Settings;
        _home.Install();

        JsonNode hook = Assert.Single(Hooks("UserPromptSubmit"))!;
        Assert.Equal(7, (int?)hook["timeout"]);
        Assert.Equal("AWS", (string?)hook["statusMessage"]);
        Assert.Equal("""["check","--as-hook"]""", hook["args"]!.ToJsonString());
        Assert.Equal(once, _home.Settings);
        Assert.DoesNotContain(first.Notes, note => note.Contains("your own options", StringComparison.Ordinal));
    }

    public void Dispose() => _home.Dispose();

    private void With(string hook) => _home.With($$$"""{"hooks":{"UserPromptSubmit":[{"hooks":[{{{hook}}}]}]}}""");

    private JsonNode?[] Hooks(string eventName) =>
        [.. JsonNode.Parse(Encoding.UTF8.GetBytes(_home.Settings))!["hooks"]![eventName]!.AsArray().SelectMany(group => group!["hooks"]!.AsArray())];
}
