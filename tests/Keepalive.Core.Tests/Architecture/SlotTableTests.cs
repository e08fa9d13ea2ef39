using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keepalive.ClaudeCode;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>What Claude Code calls stands in one table, and the pages and the plugin say the same.</summary>
public sealed partial class SlotTableTests
{
    /// <summary>The table and the events; and sentences of two layers below it, which know nothing of Claude Code's settings.</summary>
    private static readonly string[] s_allowed = ["Slots.cs", "HookEvents.cs", "KeepaliveErrors.cs", "SessionJudgement.cs"];

    [Fact]
    public void No_source_but_the_table_writes_the_name_of_a_slot_or_an_event_as_text()
    {
        IEnumerable<string> found =
            from file in Repository.Files("src", "*.cs")
            where !s_allowed.Contains(Path.GetFileName(file))
            from line in File.ReadLines(file).Select((text, index) => (Text: Remark().Replace(text, ""), Number: index + 1))
            where Name().IsMatch(line.Text)
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {line.Text.Trim()}";

        Assert.Empty(found);
    }

    [Fact]
    public void The_page_of_claude_code_has_the_table()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "claude-code.md"));

        Assert.All(Slots.All, slot => Assert.Contains(
            $"| `{slot.Name}` | `{string.Join(' ', slot.CompanionArguments)}` | `{slot.CmdletCommand}` | {Client(slot)} | {Seconds(slot.OwnLimit)} |\n", page, StringComparison.Ordinal));
        Assert.All(Slots.Hook.Events, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_plugin_wires_the_same_hooks()
    {
        JsonObject hooks = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "Plugin", "hooks", "hooks.json")))!["hooks"]!.AsObject();

        Assert.Equal(Slots.Hook.Events.Order(), hooks.Select(hook => hook.Key).Order());
        Assert.All(hooks, hook => Assert.Equal(
            Slots.Hook.CompanionArguments, hook.Value![0]!["hooks"]![0]!["args"]!.AsArray().Select(word => word!.GetValue<string>())));
    }

    [Fact]
    public void Ours_ends_before_the_client_would_end_it() =>
        Assert.All(Slots.All.Where(slot => slot.ClientLimit is not null), slot => Assert.True(slot.OwnLimit < slot.ClientLimit, slot.Name));

    private static string Client(ClientSlot slot) => slot.ClientLimit is { } limit ? Seconds(limit) : slot == Slots.StatusLine ? "when the next run is due" : "none";

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString(CultureInfo.InvariantCulture) + " s";

    [GeneratedRegex(@"^\s*//.*$|(?<!:)// .*$")]
    private static partial Regex Remark();

    /// <summary>statusLine is also the name of a variable, so that it counts only as a whole text.</summary>
    [GeneratedRegex("awsCredentialExport|awsAuthRefresh|\"statusLine\\b(?!Cmd)|\"(?:UserPromptSubmit|SessionStart|FileChanged|StopFailure)\"")]
    private static partial Regex Name();
}
