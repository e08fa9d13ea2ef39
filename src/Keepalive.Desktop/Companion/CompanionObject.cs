using System.Globalization;

namespace Keepalive.Desktop.Companion;

/// <summary>An object of the companion's. What is missing or of another kind is null.</summary>
internal sealed class CompanionObject(IReadOnlyDictionary<string, object?> members)
{
    public IEnumerable<string> Names => members.Keys;

    public object? this[string name] => members.TryGetValue(name, out object? value) ? value : null;

    public string? Text(string name) => this[name] as string;

    public bool Flag(string name) => this[name] is true;

    public int? Number(string name) => this[name] is double number ? (int)number : null;

    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time) ? time : null;

    public TimeSpan? Span(string name) => TimeSpan.TryParseExact(Text(name), "c", CultureInfo.InvariantCulture, out TimeSpan span) ? span : null;

    /// <summary>A word of a vocabulary.</summary>
    public T? Word<T>(string name)
        where T : struct => Enum.TryParse(Text(name), out T word) ? word : null;

    public string[] Texts(string name) => [.. List(name).OfType<string>()];

    public CompanionObject? Object(string name) => this[name] as CompanionObject;

    public IEnumerable<CompanionObject> Objects(string name) => List(name).OfType<CompanionObject>();

    private List<object?> List(string name) => this[name] as List<object?> ?? [];
}
