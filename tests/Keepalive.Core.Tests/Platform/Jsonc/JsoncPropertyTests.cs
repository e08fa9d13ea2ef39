using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Keepalive.Core.Tests.Fuzz;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Core.Tests.Platform.Jsonc;

/// <summary>Whatever the document and the key: the edit happens, and nothing else does.</summary>
public sealed class JsoncPropertyTests
{
    /// <summary>Each takes several times as long as an input of the fuzz targets.</summary>
    private static readonly Config Many = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(FuzzRun.Inputs / 5);

    [Fact]
    public void It_takes_what_the_framework_takes_and_refuses_what_it_refuses() => Check.One(Many, Prop.ForAll(JsoncSamples.Pieces, text =>
    {
        byte[] bytes = JsoncSamples.Bytes(text);
        bool theirs = Accepts(() =>
        {
            JsoncSamples.Read(bytes);
            return true;
        });
        bool ours = Accepts(() => JsoncDocument.Parse(bytes).Root is not null);

        // A comment between a name and its colon is the one thing that only we take.
        return ours == theirs || (ours && text.Contains('/', StringComparison.Ordinal));
    }));

    [Fact]
    public void It_reads_every_value_as_the_framework_does() => Check.One(Many, Prop.ForAll(JsoncSamples.Objects, text =>
    {
        JsoncDocument document = Parse(text);
        return JsonNode.DeepEquals(JsoncSamples.Read(document.Content), document.ValueOf(document.Root));
    }));

    [Fact]
    public void Setting_a_value_changes_that_value_and_nothing_else() => Check.One(Many, Prop.ForAll(
        JsoncSamples.Objects, JsoncSamples.Paths, JsoncSamples.Values, (text, path, value) =>
        {
            JsoncDocument before = Parse(text);
            JsonNode? expected = JsoncSamples.Read(before.Content);
            if (!TrySet(expected!, path, value))
            {
                return !Accepts(() => before.Set(path, value) is not null);
            }

            JsoncDocument after = before.Set(path, value);
            return JsonNode.DeepEquals(expected, JsoncSamples.Read(after.Content)) && (before.Find(path) is { } old
                ? after == before || KeepsAllBut(old, before, after)
                : IsSubsequence(before.Content.Span, after.Content.Span));
        }));

    [Fact]
    public void Setting_it_once_more_changes_no_byte() => Check.One(Many, Prop.ForAll(
        JsoncSamples.Objects, JsoncSamples.Paths, JsoncSamples.Values, (text, path, value) =>
        {
            JsoncDocument before = Parse(text);
            return !TrySet(JsoncSamples.Read(before.Content)!, path, value) || before.Set(path, value) is var once && once.Set(path, value) == once;
        }));

    [Fact]
    public void Restoring_the_previous_text_gives_back_every_byte() => Check.One(Many, Prop.ForAll(
        JsoncSamples.Objects, JsoncSamples.Paths, JsoncSamples.Values, (text, path, value) =>
        {
            JsoncDocument before = Parse(text);
            if (before.Find(path) is not { } old)
            {
                return true;
            }

            JsoncDocument after = before.Set(path, value);
            return after.Restore(after.Find(path)!, Encoding.UTF8.GetString(before.TextOf(old))).Content.Span.SequenceEqual(before.Content.Span);
        }));

    [Fact]
    public void Removing_what_was_set_gives_back_every_byte() => Check.One(Many, Prop.ForAll(
        JsoncSamples.Objects, JsoncSamples.Paths, JsoncSamples.Values, (text, path, value) =>
        {
            JsoncDocument before = Parse(text);
            int depth = 0;
            while (depth < path.Length && before.Find(path.AsSpan(0, depth + 1)) is not null)
            {
                depth++;
            }

            // White space alone in an object can't be told from what the edit put there.
            return depth == path.Length || before.Find(path.AsSpan(0, depth)) is not { Kind: JsoncKind.Object } parent || IsBlank(before, parent)
                || before.Set(path, value).Remove(path.AsSpan(0, depth + 1)).Content.Span.SequenceEqual(before.Content.Span);
        }));

    [Fact]
    public void Removing_a_member_leaves_the_others_as_they_were() => Check.One(Many, Prop.ForAll(JsoncSamples.Objects, JsoncSamples.Paths, (text, path) =>
    {
        JsoncDocument before = Parse(text);
        JsonNode? expected = JsoncSamples.Read(before.Content);
        JsonNode? parent = expected;
        foreach (string name in path[..^1])
        {
            parent = parent is JsonObject members ? members[name] : null;
        }

        (parent as JsonObject)?.Remove(path[^1]);
        return JsonNode.DeepEquals(expected, JsoncSamples.Read(before.Remove(path).Content));
    }));

    [Fact]
    public void Appending_and_removing_an_element_gives_back_every_byte() => Check.One(Many, Prop.ForAll(
        JsoncSamples.Objects, JsoncSamples.Names.ToArbitrary(), JsoncSamples.Values, (text, name, value) =>
        {
            JsoncDocument before = Parse(text);
            if (before.Find(name) is not { Kind: JsoncKind.Array } array || IsBlank(before, array))
            {
                return true;
            }

            JsoncDocument after = before.Append([name], value);
            JsoncNode grown = after.Find(name)!;
            return JsonNode.DeepEquals(after.ValueOf(grown.Items[^1].Value), value) && grown.Items.Count == array.Items.Count + 1
                && after.RemoveAt(grown, grown.Items.Count - 1).Content.Span.SequenceEqual(before.Content.Span);
        }));

    private static JsoncDocument Parse(string text) => JsoncDocument.Parse(JsoncSamples.Bytes(text));

    private static bool Accepts(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsoncException or JsonException)
        {
            return false;
        }
    }

    private static bool TrySet(JsonNode root, string[] path, JsonNode? value)
    {
        JsonNode? parent = root;
        foreach (string name in path[..^1])
        {
            if (parent is not JsonObject members)
            {
                return false;
            }

            parent = members.ContainsKey(name) ? members[name] : members[name] = new JsonObject();
        }

        if (parent is not JsonObject owner)
        {
            return false;
        }

        owner[path[^1]] = value?.DeepClone();
        return true;
    }

    private static bool KeepsAllBut(JsoncNode old, JsoncDocument before, JsoncDocument after) =>
        after.Content.Span.StartsWith(before.Content.Span[..old.Start]) && after.Content.Span.EndsWith(before.Content.Span[old.End..]);

    private static bool IsBlank(JsoncDocument document, JsoncNode container) =>
        container.End - container.Start > 2 && !document.Content.Span[(container.Start + 1)..(container.End - 1)].ContainsAnyExcept(" \t\r\n"u8);

    private static bool IsSubsequence(ReadOnlySpan<byte> part, ReadOnlySpan<byte> whole)
    {
        int found = 0;
        foreach (byte value in whole)
        {
            found += found < part.Length && part[found] == value ? 1 : 0;
        }

        return found == part.Length;
    }
}
