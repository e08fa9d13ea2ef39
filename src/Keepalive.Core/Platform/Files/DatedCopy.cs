using System.Globalization;

namespace Keepalive.Platform.Files;

/// <summary>Where a file's earlier content is kept: beside it, with the time in its name.</summary>
internal static class DatedCopy
{
    /// <summary>A name that does not exist yet.</summary>
    public static string PathOf(string path, DateTime local)
    {
        string dated = string.Create(CultureInfo.InvariantCulture, $"{path}.{local:yyyyMMdd-HHmmss}");
        string copy = $"{dated}.bak";
        for (int number = 2; File.Exists(copy); number++)
        {
            copy = $"{dated}-{number}.bak";
        }

        return copy;
    }
}
