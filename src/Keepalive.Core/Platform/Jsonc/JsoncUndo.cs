using System.Text;
using System.Text.Json.Nodes;

namespace Keepalive.Platform.Jsonc;

/// <summary>
/// Removes a change from a JSON file that was changed again since: values that are still as the change set them get their value from
/// before the change. An array is one value.
/// </summary>
internal static class JsoncUndo
{
    /// <param name="now">The file as it is.</param>
    /// <param name="before">As it was before the change.</param>
    /// <param name="after">As the change left it.</param>
    /// <param name="kept">Receives the names of values that were changed again.</param>
    public static JsoncDocument Apply(JsoncDocument now, JsoncDocument before, JsoncDocument after, ICollection<string> kept)
    {
        foreach (string[] path in Differing(before, after, []))
        {
            JsoncNode? old = before.Find(path);
            JsoncNode? present = now.Find(path);
            if (!JsonNode.DeepEquals(now.ValueOf(present), after.ValueOf(after.Find(path))))
            {
                kept.Add(string.Join('.', path));
            }
            else if (old is null)
            {
                now = now.Remove(path);
            }
            else
            {
                now = present is null ? now.Set(path, before.ValueOf(old)) : now.Restore(present, Encoding.UTF8.GetString(before.TextOf(old)));
            }
        }

        return now;
    }

    private static IEnumerable<string[]> Differing(JsoncDocument before, JsoncDocument after, string[] path)
    {
        JsoncNode? old = path.Length == 0 ? before.Root : before.Find(path);
        JsoncNode? changed = path.Length == 0 ? after.Root : after.Find(path);
        if (old is { Kind: JsoncKind.Object } && changed is { Kind: JsoncKind.Object })
        {
            return old.Items.Concat(changed.Items).Select(item => item.Name!).Distinct().SelectMany(name => Differing(before, after, [.. path, name]));
        }

        return path.Length == 0 || JsonNode.DeepEquals(before.ValueOf(old), after.ValueOf(changed)) ? [] : [path];
    }
}
