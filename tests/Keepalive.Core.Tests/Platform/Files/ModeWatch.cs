using System.Collections.Concurrent;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>
/// Has the kernel note every change of a mode below a folder (inotify's IN_ATTRIB), with nothing lost between two looks: a file that is private
/// at the end and whose mode was never changed was private when it was created. Linux.
/// </summary>
internal sealed class ModeWatch : IDisposable
{
    private readonly string _folder;
    private readonly FileSystemWatcher _modes;
    private readonly ConcurrentQueue<string> _changed = [];
    private readonly SemaphoreSlim _ended = new(0);
    private string? _last;

    private ModeWatch(string folder)
    {
        _folder = folder;
        _modes = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.Attributes, InternalBufferSize = 64 * 1024 };
        _modes.Changed += (_, change) =>
        {
            if (change.FullPath == _last)
            {
                _ended.Release();
            }
            else
            {
                _changed.Enqueue(change.FullPath);
            }
        };
        _modes.Error += (_, fault) => _changed.Enqueue(fault.GetException().Message);
        _modes.EnableRaisingEvents = true;
    }

    /// <summary>Begins to watch the files that lie in a folder. Skips the test where the kernel does not tell.</summary>
    public static ModeWatch Of(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "inotify");
        return new ModeWatch(folder);
    }

    /// <summary>The files whose mode was changed until now, in the order of the changes.</summary>
    public IReadOnlyCollection<string> Changed()
    {
        // A change of our own comes after all that happened before: when it has arrived, so have they.
        _last = Path.Combine(_folder, "last");
        File.WriteAllText(_last, string.Empty);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_last, UnixFileMode.UserRead);
        }

        Assert.True(_ended.Wait(TimeSpan.FromMinutes(1)), "The change of the last file was not told.");
        File.Delete(_last);
        return _changed;
    }

    /// <summary>Nobody but the owner may do anything with it.</summary>
    public static void AssertPrivate(string file) =>
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file);

    public void Dispose()
    {
        _modes.Dispose();
        _ended.Dispose();
    }
}
