using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Json;
using Keepalive.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Takes out of a document that others have changed since what is still ours, and puts back what stood there. What somebody
/// has put in our value's place is his and stays.
/// </summary>
internal static class SettingsUndo
{
    /// <param name="document">The document as it is.</param>
    /// <param name="record">What was set.</param>
    /// <param name="kept">Takes the names of values that are no longer ours.</param>
    public static JsoncDocument Apply(JsoncDocument document, RecordedFile record, ICollection<string> kept)
    {
        foreach (RecordedValue value in record.Values.Reverse())
        {
            string[] path = [.. value.Path];
            JsonNode? ours = JsonContent.ReadValue(Encoding.UTF8.GetBytes(value.Ours), out _);
            document = value.IsHook ? RemoveHook(document, path, hook => JsonNode.DeepEquals(hook, ours)) : Undo(document, path, ours, value.Previous, kept);
        }

        if (record.Values.Any(value => value.Path is ["statusLine", ..]) && document.Find("statusLine") is { Kind: JsoncKind.Object } rest && rest.Find("command") is null)
        {
            document = document.Remove("statusLine");
        }

        return Prune(document, record.Created);
    }

    /// <summary>Without a record: takes out whatever is recognisably ours.</summary>
    public static JsoncDocument ApplyBlind(JsoncDocument document)
    {
        foreach (string[] path in (string[][])[["awsCredentialExport"], ["awsAuthRefresh"], ["statusLine"], ["env", "AWS_PROFILE"]])
        {
            if (document.Find(path) is { } node && Ownership.Is(document.ValueOf(node)))
            {
                document = document.Remove(path);
            }
        }

        foreach (string eventName in Wiring.HookEvents)
        {
            document = RemoveHook(document, ["hooks", eventName], Ownership.IsHook);
        }

        return Prune(document, [["env"], ["hooks"], .. Wiring.HookEvents.Select(name => (string[])["hooks", name])]);
    }

    private static JsoncDocument Undo(JsoncDocument document, string[] path, JsonNode? ours, string? previous, ICollection<string> kept)
    {
        if (document.Find(path) is not { } node)
        {
            return document;
        }

        if (!JsonNode.DeepEquals(document.ValueOf(node), ours))
        {
            kept.Add(string.Join('.', path));
            return document;
        }

        return previous is null ? document.Remove(path) : document.Restore(node, previous);
    }

    private static JsoncDocument RemoveHook(JsoncDocument document, string[] path, Func<JsonNode?, bool> isOurs)
    {
        if (document.Find(path) is not { Kind: JsoncKind.Array } groups)
        {
            return document;
        }

        for (int group = groups.Items.Count - 1; group >= 0; group--)
        {
            if (groups.Items[group].Value.Find("hooks")?.Value is not { Kind: JsoncKind.Array } hooks)
            {
                continue;
            }

            int index = hooks.Items.Count - 1;
            while (index >= 0 && !isOurs(document.ValueOf(hooks.Items[index].Value)))
            {
                index--;
            }

            if (index >= 0)
            {
                // A group that held our hook alone was made for it.
                return hooks.Items.Count == 1 ? document.RemoveAt(groups, group) : document.RemoveAt(hooks, index);
            }
        }

        return document;
    }

    private static JsoncDocument Prune(JsoncDocument document, IEnumerable<IReadOnlyList<string>> created)
    {
        foreach (IReadOnlyList<string> path in created.OrderByDescending(path => path.Count))
        {
            if (document.Find([.. path]) is { IsContainer: true, Items.Count: 0 })
            {
                document = document.Remove([.. path]);
            }
        }

        return document;
    }
}
