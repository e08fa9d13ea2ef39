namespace Keepalive.ClaudeCode.Installation;

/// <summary>The folders that an installation has to make. What they then hold is not its own alone, so that only an empty one goes again.</summary>
internal static class MadeFolders
{
    /// <summary>A folder and those above it, as far as they are missing; the upper ones first.</summary>
    public static IEnumerable<string> MissingFor(string folder) =>
        Directory.Exists(folder) ? [] : [.. Path.GetDirectoryName(folder) is { Length: > 0 } above ? MissingFor(above) : [], folder];

    /// <summary>Takes away those that are empty, the lower ones first. A link of that name is somebody's decision and stays.</summary>
    /// <returns>Those that are there still.</returns>
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
