using Keepalive.Jsonc;

namespace Keepalive.Diagnostics;

/// <summary>A value in one of Claude Code's settings files.</summary>
/// <param name="File">The file.</param>
/// <param name="Node">The value.</param>
internal sealed record ClaudeSetting(ClaudeSettings File, JsoncNode Node)
{
    /// <summary>The text of a string; null for everything else.</summary>
    public string? Text => File.Document!.StringOf(Node);

    /// <summary>It is <c>true</c>.</summary>
    public bool IsTrue => Node.Kind == JsoncKind.Boolean && File.Document!.TextOf(Node)[0] == (byte)'t';

    /// <summary>The value of a number; null for everything else.</summary>
    public double? Number => Node.Kind == JsoncKind.Number ? File.Document!.ValueOf(Node)!.GetValue<double>() : null;

    public int Line => JsoncPosition.Of(File.Document!.Content.Span, Node.Start).Line;

    /// <summary>Where it stands, as a person writes it.</summary>
    public string Place(DiagnosticContext context) => $"{context.Brief(File.Path)}, line {Line}";
}
