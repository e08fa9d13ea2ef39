namespace Keepalive.Platform.Files;

/// <summary>The place in which a missing folder would be created.</summary>
internal static class NearestFolder
{
    /// <summary>The folder, or if it is missing, its nearest existing parent folder; null if there is none.</summary>
    /// <param name="folder">The folder.</param>
    public static string? Of(string folder)
    {
        string? existing = folder;
        while (!string.IsNullOrEmpty(existing) && !Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing);
        }

        return string.IsNullOrEmpty(existing) ? null : existing;
    }
}
