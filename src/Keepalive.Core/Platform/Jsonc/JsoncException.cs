namespace Keepalive.Platform.Jsonc;

/// <summary>A text that is no JSON, or a change that its shape does not allow. Holds no text of the document but names of keys.</summary>
/// <param name="line">From 1.</param>
/// <param name="column">In characters, from 1; a tab and a byte order mark's successor are one each.</param>
/// <param name="phrase">What is wrong, without a full stop.</param>
internal sealed class JsoncException(int line, int column, string phrase) : Exception($"line {line}, column {column}: {phrase}")
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    public string Phrase { get; } = phrase;
}
