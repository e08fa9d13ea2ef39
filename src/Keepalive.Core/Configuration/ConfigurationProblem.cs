namespace Keepalive.Configuration;

/// <summary>An ignored part of our settings, which is probably a mistake.</summary>
/// <param name="Place">The file or the variable.</param>
/// <param name="Line">The line; 0 for a variable.</param>
/// <param name="Column">The column in characters; 0 for a variable.</param>
/// <param name="Key">The name of the setting as it was written.</param>
/// <param name="Message">What is wrong with it, and what is done instead.</param>
public sealed record ConfigurationProblem(string Place, int Line, int Column, string Key, string Message)
{
    /// <summary>Place and message with the sign at their end.</summary>
    public string Sentence => Message.EndsWith('?') ? ToString() : ToString() + ".";

    /// <summary>Place and message in one line.</summary>
    public override string ToString() => Line == 0 ? $"{Place}: {Message}" : $"{Place}, line {Line}, column {Column}: {Message}";
}
