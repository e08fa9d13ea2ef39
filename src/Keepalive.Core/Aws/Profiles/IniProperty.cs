namespace Keepalive.Aws.Profiles;

/// <summary>A property of a section as text.</summary>
/// <param name="Name">In lower case: names are compared without case (the published parser cases).</param>
/// <param name="Value">Continuation lines follow after a line feed each, trimmed.</param>
/// <param name="Line">The line it begins on, counted from 1.</param>
public sealed record IniProperty(string Name, string Value, int Line)
{
    /// <summary>The name and the place, never the value.</summary>
    public override string ToString() => $"{Name}, line {Line}";
}
