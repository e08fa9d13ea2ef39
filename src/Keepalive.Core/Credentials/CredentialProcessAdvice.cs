namespace Keepalive.Credentials;

/// <summary>
/// The next step for a <c>credential_process</c> that could not be started, by what people write there as in a shell. AWS's tools start the program
/// themselves: they replace no variable and no <c>~</c>, and a path with spaces needs quotes.
/// </summary>
internal static class CredentialProcessAdvice
{
    /// <summary>A path with more spaces is not looked for.</summary>
    private const int MostParts = 8;

    /// <summary>The step; null if the line has none of these faults. Of the line, only a path that exists is repeated: the rest may be a secret.</summary>
    /// <param name="words">The words of the line, the program first.</param>
    /// <param name="isWindows">The rules of Windows.</param>
    public static string? Of(IReadOnlyList<string> words, bool isWindows) =>
        words[0].EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) ? "A PowerShell script is not a program. Write: pwsh -NoProfile -File \"the full path of the script\""
        : words[0].StartsWith('~') || words[0].Contains('$') || (isWindows && words[0].AsSpan().Count('%') > 1)
            ? "Write the full path: '~' and variables are not replaced in credential_process."
        : FindWithSpaces(words, isWindows) is { } path ? $"Put the path in double quotes, because it contains spaces: \"{path}\""
        : null;

    private static string? FindWithSpaces(IReadOnlyList<string> words, bool isWindows)
    {
        string path = words[0];
        foreach (string word in words.Skip(1).Take(MostParts))
        {
            path += $" {word}";
            if (File.Exists(path) || (isWindows && File.Exists($"{path}.exe")))
            {
                return path;
            }
        }

        return null;
    }
}
