namespace Keepalive.Configuration;

/// <summary>A change to the configuration file, done or thought through.</summary>
/// <param name="Path">The file.</param>
/// <param name="Place">What is changed in it: a name, below its profile where it is one's own.</param>
/// <param name="Value">The new value as JSON; null: it is removed.</param>
/// <param name="IsChange">False when the file says so already.</param>
public sealed record ConfigurationEdit(string Path, string Place, string? Value, bool IsChange)
{
    /// <summary>The reason why the value may be a mistake, although it can be set; null if there is none.</summary>
    public string? Doubt { get; internal init; }

    internal ReadOnlyMemory<byte> Content { get; init; }

    internal bool IsNewFile { get; init; }

    /// <summary>The change, in words.</summary>
    public override string ToString() => Value is null ? $"Take {Place} out" : $"Set {Place} to {Value}";
}
