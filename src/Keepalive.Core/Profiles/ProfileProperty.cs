namespace Keepalive.Profiles;

/// <summary>A property of a profile and where it stands.</summary>
/// <param name="Value">The value; may be a secret.</param>
/// <param name="File">The path of the file.</param>
/// <param name="Line">The line it begins on, counted from 1.</param>
public sealed record ProfileProperty(string Value, string File, int Line)
{
    /// <summary>The place, never the value.</summary>
    public override string ToString() => $"{File}, line {Line}";
}
