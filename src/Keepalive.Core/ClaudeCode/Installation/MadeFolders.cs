namespace Keepalive.ClaudeCode.Installation;

/// <summary>The folders that an installation creates. Other programs may use them too, so only empty ones are deleted again.</summary>
internal static class MadeFolders
{
    /// <summary>A folder and its parent folders that are missing; the upper ones first.</summary>
    public static IEnumerable<string> MissingFor(string folder) =>
        Directory.Exists(folder) ? [] : [.. Path.GetDirectoryName(folder) is { Length: > 0 } above ? MissingFor(above) : [], folder];

    /// <summary>Deletes the empty folders, the lower ones first. A link of that name was made on purpose and is kept.</summary>
    /// <returns>The remaining folders.</returns>
    public static IReadOnlyList<string> RemoveEmpty(IEnumerable<string> folders)
    {
        List<string> left = [];
        foreach (string folder in folders.OrderByDescending(folder => folder.Length))
        {
            try
            {
                if (new DirectoryInfo(folder) is { Exists: true, LinkTarget: null })
                {
                    Directory.Delete(folder);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                left.Add(folder);
            }
        }

        return left;
    }
}
