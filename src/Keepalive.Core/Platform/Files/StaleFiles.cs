namespace Keepalive.Platform.Files;

/// <summary>Keeps a folder of small records from growing: each new one takes the stale ones away.</summary>
internal static class StaleFiles
{
    /// <summary>Removes what is much older than a file that was just written. Ages are told by the file system's own clock.</summary>
    /// <param name="fresh">The file that was just written; its folder is swept.</param>
    /// <param name="age">How much older.</param>
    /// <param name="isRecord">By its name, the file is such a record. The folder may be another program's too: CLAUDE_AWS_STATE can name any.</param>
    public static void RemoveBeside(string fresh, TimeSpan age, Predicate<string> isRecord)
    {
        DateTime oldest = File.GetLastWriteTimeUtc(fresh) - age;
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(fresh)!))
        {
            if (isRecord(Path.GetFileName(file)) && File.GetLastWriteTimeUtc(file) < oldest)
            {
                File.Delete(file);
            }
        }
    }
}
