using System.Globalization;
using System.Text.Json.Nodes;
using Keepalive.Platform.Time;

namespace Keepalive.Platform.Json;

/// <summary>
/// The one place that takes a text, a number or a time out of JSON. Whatever is missing, of another kind or out of range is null: what that
/// means is known where the file is read.
/// </summary>
internal static class JsonFields
{
    /// <summary>A text that is not empty.</summary>
    public static string? Text(this JsonObject json, string name) =>
        json.TryGetPropertyValue(name, out JsonNode? node) && TextOf(node) is { Length: > 0 } text ? text : null;

    /// <summary>A whole number.</summary>
    public static long? Number(this JsonObject json, string name, long least, long most) =>
        json.TryGetPropertyValue(name, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out long number) && number >= least && number <= most
            ? number
            : null;

    /// <summary>
    /// A lifetime in seconds, at least one: a number with or without decimals, or its text. Python and JavaScript take all of them, so a service that
    /// changes from one form to another breaks no other tool.
    /// </summary>
    public static TimeSpan? Seconds(this JsonObject json, string name)
    {
        double? told = json.TryGetPropertyValue(name, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out double number) ? number
            : double.TryParse(TextOf(node), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double text) ? text
            : null;
        return told is >= 1 ? TimeSpan.FromSeconds(Math.Min(Math.Floor(told.Value), int.MaxValue)) : null;
    }

    /// <summary>True or false.</summary>
    public static bool? Flag(this JsonObject json, string name) =>
        json.TryGetPropertyValue(name, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    /// <summary>A time in any form that an AWS tool writes, UTC.</summary>
    public static DateTimeOffset? Time(this JsonObject json, string name) =>
        json.Text(name) is { } text && ExpiryParser.TryParse(text, out DateTimeOffset instant, out _) ? instant : null;

    /// <summary>A word of a vocabulary; numbers are none.</summary>
    public static TWord? Word<TWord>(this JsonObject json, string name)
        where TWord : struct, Enum =>
        json.Text(name) is { } text && Enum.TryParse(text, out TWord word) && word.ToString() == text ? word : null;

    /// <summary>The objects of a list, in order; null when one of its items is something else. One that is missing is empty.</summary>
    public static IReadOnlyList<JsonObject>? Objects(this JsonObject json, string name) => List(json, name, static node => node as JsonObject);

    /// <summary>The texts of a list, in order; null when one of its items is something else. One that is missing is empty.</summary>
    public static IReadOnlyList<string>? Texts(this JsonObject json, string name) => List(json, name, TextOf);

    /// <summary>A text, which may be empty.</summary>
    public static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static T[]? List<T>(JsonObject json, string name, Func<JsonNode?, T?> read)
        where T : class
    {
        if (!json.TryGetPropertyValue(name, out JsonNode? node) || node is null)
        {
            return [];
        }

        T[] items = [.. (node as JsonArray ?? []).Select(read).OfType<T>()];
        return node is JsonArray array && array.Count == items.Length ? items : null;
    }
}
