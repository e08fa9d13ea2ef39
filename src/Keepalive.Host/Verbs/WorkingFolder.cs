namespace Keepalive.Host.Verbs;

/// <summary>The current folder of this process. It may be gone: a worktree or build folder that was deleted while a terminal was in it.</summary>
internal static class WorkingFolder
{
    /// <summary>Its path; empty if it no longer exists.</summary>
    public static string Current
    {
        get
        {
            try
            {
                return Environment.CurrentDirectory;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return string.Empty;
            }
        }
    }

    /// <summary>A path as this process reads it; as it is, if the current folder no longer exists.</summary>
    /// <param name="path">The path.</param>
    public static string PathOf(string path) => Current is { Length: > 0 } folder ? Path.GetFullPath(path, folder) : path;
}
