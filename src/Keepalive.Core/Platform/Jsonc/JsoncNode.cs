namespace Keepalive.Platform.Jsonc;

internal enum JsoncKind
{
    Object,
    Array,
    Text,
    Number,
    Boolean,
    Null,
}

/// <summary>A value and where it stands, in bytes from the document's beginning.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">One past its last byte.</param>
/// <param name="Items">The members of an object, the elements of an array; empty for the rest.</param>
internal sealed record JsoncNode(JsoncKind Kind, int Start, int End, IReadOnlyList<JsoncItem> Items)
{
    public bool IsContainer => Kind is JsoncKind.Object or JsoncKind.Array;

    /// <summary>The member of that name; of several the last one, as JSON.parse has it.</summary>
    public JsoncItem? Find(string name)
    {
        for (int index = Items.Count - 1; index >= 0; index--)
        {
            if (Items[index].Name == name)
            {
                return Items[index];
            }
        }

        return null;
    }

    /// <summary>The kind of the node, for a message.</summary>
    public string Describe() => Kind switch
    {
        JsoncKind.Object => "an object",
        JsoncKind.Array => "an array",
        JsoncKind.Text => "a string",
        JsoncKind.Number => "a number",
        JsoncKind.Boolean => "a boolean",
        _ => "null",
    };
}

/// <summary>A member or an element within its container.</summary>
/// <param name="Name">The member's name, escapes resolved; null for an element.</param>
/// <param name="Start">The first byte: of the name, or of an element's value.</param>
/// <param name="Value">The value.</param>
/// <param name="Comma">Where the comma behind it stands, or -1.</param>
internal readonly record struct JsoncItem(string? Name, int Start, JsoncNode Value, int Comma)
{
    /// <summary>One past the value's last byte.</summary>
    public int End => Value.End;
}
