using System.Text.Json.Nodes;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Removes our values from a document that was changed since, and restores the earlier values. A value that another program
/// has put in the place of ours is kept.
/// </summary>
internal static class SettingsUndo
{
    /// <param name="document">The document as it is.</param>
    /// <param name="values">What was set, the oldest first; of one path there may be several, of which at most one was written.</param>
    /// <param name="created">The objects and arrays that were made.</param>
    /// <param name="kept">Takes the names of values that are no longer ours.</param>
    public static JsoncDocument Apply(
        JsoncDocument document, IEnumerable<RecordedValue> values, IEnumerable<IReadOnlyList<string>> created, ICollection<string> kept)
    {
        RecordedValue[] all = [.. values.Reverse()];
        HashSet<string> done = new(StringComparer.Ordinal);
        foreach (RecordedValue value in all)
        {
            string[] path = [.. value.Path];
            if (value.IsHook)
            {
                document = RemoveHook(document, path, value.Is);
            }
            else if (done.Add(string.Join('\0', path)))
            {
                document = Undo(document, path, [.. all.Where(other => !other.IsHook && other.Path.SequenceEqual(path))], kept);
            }
        }

        if (all.Any(value => value.Path is [Slots.StatusLineSetting, ..]) && document.Find(Slots.StatusLineSetting) is { Kind: JsoncKind.Object } rest && rest.Find("command") is null)
        {
            document = document.Remove(Slots.StatusLineSetting);
        }

        return Prune(document, created);
    }

    /// <summary>Without a record: removes the parts that are recognizable as ours. If there are none, nothing changes, not even an empty object.</summary>
    public static JsoncDocument ApplyBlind(JsoncDocument document)
    {
        JsoncDocument before = document;
        foreach (string[] path in (string[][])[.. Slots.Commands.Select(slot => (string[])[slot.Name]), ["env", "AWS_PROFILE"]])
        {
            if (document.Find(path) is { } node && Ownership.Is(document.ValueOf(node)))
            {
                document = document.Remove(path);
            }
        }

        foreach (string eventName in Slots.Hook.Events)
        {
            document = RemoveHook(document, ["hooks", eventName], Ownership.IsPlainHook);
        }

        return ReferenceEquals(document, before) ? document : Prune(document, [["env"], ["hooks"], .. Slots.Hook.Events.Select(name => (string[])["hooks", name])]);
    }

    private static JsoncDocument Undo(JsoncDocument document, string[] path, RecordedValue[] candidates, ICollection<string> kept)
    {
        if (document.Find(path) is not { } node)
        {
            return document;
        }

        JsonNode? present = document.ValueOf(node);
        if (candidates.FirstOrDefault(candidate => candidate.Is(present)) is not { } written)
        {
            kept.Add(string.Join('.', path));
            return document;
        }

        return written.Previous is null ? document.Remove(path) : document.Restore(node, written.Previous);
    }

    internal static JsoncDocument RemoveHook(JsoncDocument document, string[] path, Func<JsonNode?, bool> isOurs)
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
        foreach (IReadOnlyList<string> path in created.DistinctBy(path => string.Join('\0', path)).OrderByDescending(path => path.Count))
        {
            if (document.Find([.. path]) is { IsContainer: true, Items.Count: 0 })
            {
                document = document.Remove([.. path]);
            }
        }

        return document;
    }
}
