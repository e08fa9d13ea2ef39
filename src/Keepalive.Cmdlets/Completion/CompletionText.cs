using System.Management.Automation.Language;

namespace Keepalive.Commands;

/// <summary>Writes a value as an argument: without quotes if PowerShell reads it as one word, otherwise in single quotes.</summary>
internal static class CompletionText
{
    public static string For(string value) => IsOneWord(value) ? value : Quoted(value);

    public static string Quoted(string value) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";

    /// <summary>
    /// Signs that are harmless inside a word may still mean something at its start (-x is a parameter, @x splatting), so the first
    /// character has to be a letter. Words that begin with a digit are quoted: 1e3 and 0x10 would be numbers.
    /// </summary>
    private static bool IsOneWord(string value) =>
        char.IsLetter(value[0]) && value.All(static sign => char.IsLetterOrDigit(sign) || sign is '-' or '_' or '.' or '/' or ':' or '@' or '+');
}
