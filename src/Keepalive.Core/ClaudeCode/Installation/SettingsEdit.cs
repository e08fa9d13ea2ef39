using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Collects changes to one JSON document, and what stood there before. Where an earlier installation's value still stands,
/// the value before that one is what counts.
/// </summary>
internal sealed class SettingsEdit(JsoncDocument document, RecordedFile? earlier)
{
    private readonly List<RecordedValue> _values = [];
    private readonly List<IReadOnlyList<string>> _created = [.. earlier?.Created.DistinctBy(path => string.Join('\0', path)) ?? []];

    public JsoncDocument Document { get; private set; } = document;

    public IReadOnlyList<RecordedValue> Values => _values;

    public IReadOnlyList<IReadOnlyList<string>> Created => _created;

    /// <summary>Sets a member.</summary>
    /// <returns>The text of another tool's value that was replaced; null if there was none.</returns>
    public string? Set(string[] path, JsonNode value)
    {
        string? previous = Document.Find(path) is { } node ? Encoding.UTF8.GetString(Document.TextOf(node)) : null;
        JsonNode? present = previous is null ? null : Read(previous);
        RecordedValue? known = previous is null ? null : earlier?.Values.LastOrDefault(
            one => !one.IsHook && one.Path.SequenceEqual(path) && one.Is(present));
        bool isOurs = known is not null;
        bool isForgotten = !isOurs && Ownership.Is(present);
        bool isSame = previous is not null && JsonNode.DeepEquals(present, value);
        if (isOurs || !isSame || Ownership.Is(value))
        {
            _values.Add(new RecordedValue(path, IsHook: false, value.ToJsonString(), isOurs ? known!.Previous : isSame || isForgotten ? null : previous));
        }

        NoteCreated(path);
        Document = Document.Set(path, value);
        return isOurs || isSame || isForgotten ? null : previous;
    }

    /// <summary>Sets a member where there is none.</summary>
    public void SetMissing(string[] path, JsonNode value)
    {
        if (Document.Find(path) is null || earlier?.Values.Any(one => one.Path.SequenceEqual(path)) == true)
        {
            Set(path, value);
        }
    }

    /// <summary>
    /// Puts a hook beside those of its event, in the place of an earlier one of ours. A hook with which a person calls ours with options stays, and needs none
    /// of ours next to it.
    /// </summary>
    /// <returns>False if the person's own hook stays.</returns>
    public bool AddHook(string eventName, JsonObject hook)
    {
        string[] path = ["hooks", eventName];
        JsonNode?[] entries = [.. Entries(Document, path).Select(Document.ValueOf)];
        if (entries.Any(entry => Known(path, entry) is null && Ownership.IsHookWithOptions(entry)))
        {
            foreach (JsonNode? ours in entries.Where(entry => Known(path, entry) is not null))
            {
                Document = SettingsUndo.RemoveHook(Document, path, entry => JsonNode.DeepEquals(entry, ours));
            }

            return false;
        }

        foreach (JsoncNode entry in Entries(Document, path))
        {
            JsonNode? present = Document.ValueOf(entry);
            RecordedValue? known = Known(path, present);
            if (known is not null || Ownership.IsPlainHook(present))
            {
                // What a person has written is adapted; what an earlier version wrote gives way.
                JsonObject renewed = known is { Previous: null } ? hook : Renewed((JsonObject)present!, hook);
                Record(path, renewed, JsonNode.DeepEquals(renewed, hook) ? null : known?.Previous ?? present!.ToJsonString());
                Document = JsonNode.DeepEquals(present, renewed) ? Document : Document.Restore(entry, renewed.ToJsonString());
                return true;
            }
        }

        NoteCreated(path);
        if (Document.Find(path) is null)
        {
            _created.Add(path);
        }

        Record(path, hook, previous: null);
        Document = Document.Append(path, new JsonObject { ["hooks"] = new JsonArray(hook.DeepClone()) });
        return true;
    }

    private RecordedValue? Known(string[] path, JsonNode? entry) =>
        entry is null ? null : earlier?.Values.LastOrDefault(value => value.IsHook && value.Path.SequenceEqual(path) && value.Is(entry));

    /// <summary>Ours, with the time limit and the other members that a person has given it. Arguments make a shell needless.</summary>
    private static JsonObject Renewed(JsonObject present, JsonObject hook)
    {
        var renewed = (JsonObject)present.DeepClone();
        foreach ((string name, JsonNode? value) in hook)
        {
            if (name != "timeout" || !renewed.ContainsKey(name))
            {
                renewed[name] = value?.DeepClone();
            }
        }

        renewed.Remove("shell");
        return renewed;
    }

    /// <summary>The entries of an event: those within all its groups.</summary>
    internal static IEnumerable<JsoncNode> Entries(JsoncDocument document, string[] path) =>
        document.Find(path) is { Kind: JsoncKind.Array } groups
            ? groups.Items.SelectMany(group => group.Value.Find("hooks")?.Value is { Kind: JsoncKind.Array } hooks ? hooks.Items.Select(item => item.Value) : [])
            : [];

    private static JsonNode? Read(string text)
    {
        JsoncDocument document = JsoncDocument.Parse(Encoding.UTF8.GetBytes(text));
        return document.ValueOf(document.Root);
    }

    private void Record(string[] path, JsonObject hook, string? previous) => _values.Add(new RecordedValue(path, IsHook: true, hook.ToJsonString(), previous));

    private void NoteCreated(string[] path)
    {
        for (int depth = 1; depth < path.Length; depth++)
        {
            if (Document.Find(path.AsSpan(0, depth)) is null)
            {
                _created.Add(path[..depth]);
            }
        }
    }
}
