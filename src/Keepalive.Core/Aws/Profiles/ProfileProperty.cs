namespace Keepalive.Aws.Profiles;

/// <summary>A property of a profile and where it stands.</summary>
/// <param name="Value">The value; may be a secret.</param>
/// <param name="File">The path of the file, or the environment variable in words.</param>
/// <param name="Line">The line it begins on, counted from 1; 0 for an environment variable.</param>
public sealed record ProfileProperty(string Value, string File, int Line)
{
    /// <summary>
    /// The value without a pair of quotes around it, which npm's ini writer puts around whatever holds an '='. The SDKs keep them, so only for
    /// values that can't have quotes of their own.
    /// </summary>
    public string Unquoted => Value.Length >= 2 && Value[0] is '"' or '\'' && Value[^1] == Value[0] ? Value[1..^1] : Value;

    /// <summary>A value that an environment variable sets in place of a profile.</summary>
    internal static ProfileProperty OfVariable(string value, string variable) => new(value, $"environment variable {variable}", 0);

    /// <summary>The place, never the value.</summary>
    public override string ToString() => Line > 0 ? $"{File}, line {Line}" : File;
}
