using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Files;

/// <summary>
/// The temporary files of runs that were killed. One that holds nothing but ours, or what was read and replaced, goes; one that holds
/// content that was not merged is restored, or kept as a dated copy.
/// </summary>
internal static class LeftOvers
{
    private const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>Those in a folder whose writers are gone.</summary>
    public static IReadOnlyList<string> In(string folder)
    {
        try
        {
            return [.. In(folder, TimeProvider.System.GetUtcNow().UtcDateTime)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // Files that can't be read can't be deleted either.
        }
    }

    private static IEnumerable<string> In(string folder, DateTime now) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*" + TemporaryName.Suffix).Where(path => TemporaryName.Parse(path) is { } name && TemporaryWriter.IsGone(name, now - PlacedAt(path)))
            : [];

    /// <summary>Cleans a folder; what can't be cleaned is there for the next write.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">The time, by the file system's own clock where that is known; null: the machine's.</param>
    public static void Clean(string folder, DateTime? time = null)
    {
        try
        {
            foreach (string path in In(folder, time ?? TimeProvider.System.GetUtcNow().UtcDateTime).ToArray())
            {
                Clean(path, TemporaryName.Parse(path)!);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next write tries again.
        }
    }

    private static void Clean(string path, TemporaryName name)
    {
        if (name.Contents is not var (read, written))
        {
            File.Delete(path);
            return;
        }

        if (DisplacedFile.HasNoWriter(path) == false)
        {
            return;
        }

        ulong held = HashOf(path) ?? read;
        if (held == read || held == written)
        {
            File.Delete(path);
            return;
        }

        if (name.Target is { } file)
        {
            PutBack(path, Path.Combine(Path.GetDirectoryName(path)!, file), written);
        }
    }

    /// <summary>The run was killed before it could merge the displaced file: while its own content is still there, that is removed again.</summary>
    private static void PutBack(string path, string target, ulong written)
    {
        ulong? now = HashOf(target);
        bool isBack = !OperatingSystem.IsWindows() && (now is null
            ? written == ContentHash.Of([]) && RenameExchange.RenameIfFree(path, target) == 0
            : now == written && RenameExchange.Exchange(path, target) == 0);
        if (!isBack)
        {
            File.Move(path, DatedCopy.PathOf(target, File.GetLastWriteTime(path)));
        }
        else if (now is not null)
        {
            if (HashOf(path) == written)
            {
                File.Delete(path);
            }
            else
            {
                File.Move(path, DatedCopy.PathOf(target, File.GetLastWriteTime(path)));
            }
        }
    }

    private static ulong? HashOf(string path) => FileSnapshot.Read(path, MaximumLength, TimeProvider.System) is { Exists: true } file ? ContentHash.Of(file.Content.Span) : null;

    /// <summary>When it got its name: a displaced file keeps the time of its own last change.</summary>
    private static DateTime PlacedAt(string path)
    {
        DateTime changed = File.GetLastWriteTimeUtc(path);
        return !OperatingSystem.IsWindows() && FileStatus.Of(path) is { } status && status.Changed > changed ? status.Changed : changed;
    }
}
