using System.Diagnostics;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Files;

/// <summary>
/// The file that a <see cref="FileSwap"/> has displaced, kept next to its successor until it has been compared with what was read. A run that is
/// killed in between leaves it there; <see cref="LeftOvers"/> knows by its name what it is.
/// </summary>
/// <param name="path">Where it is now.</param>
/// <param name="target">Where it was.</param>
internal sealed class DisplacedFile(string path, string target)
{
    /// <summary>How long a file must be unchanged if the system can't tell whether a program has it open to write.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>A writer that keeps it open for longer is not waited for; the file stays for the next write to look at.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private const int BetweenLooks = 10;

    /// <summary>Its content at the time of the comparison.</summary>
    private ReadOnlyMemory<byte> _settled;

    /// <summary>A program may still write to it.</summary>
    private bool _isOpen;

    public string Path => path;

    /// <summary>Returns its content, once no program can write to it any more.</summary>
    /// <param name="maximumLength">How many bytes it may have.</param>
    public ReadOnlyMemory<byte> Settle(int maximumLength)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            // Another program has put a link in the file's place: it is restored as it is.
            throw Swapped() ? new FileChangedException() : new IOException();
        }

        long start = Stopwatch.GetTimestamp();
        for (long since = start; ; Thread.Sleep(BetweenLooks))
        {
            bool? isFree = HasNoWriter(path);
            FileSnapshot snapshot;
            try
            {
                snapshot = FileSnapshot.Read(path, maximumLength, TimeProvider.System);
            }
            catch (IOException exception) when (exception is FileBusyException or FileUnsettledException && Stopwatch.GetElapsedTime(start) < LongestWait)
            {
                continue;
            }

            if (!snapshot.Content.Span.SequenceEqual(_settled.Span) || since == start)
            {
                (_settled, since) = (snapshot.Content, Stopwatch.GetTimestamp());
            }

            _isOpen = isFree == false;
            if (isFree == true || (isFree is null && Stopwatch.GetElapsedTime(since) > Rest) || Stopwatch.GetElapsedTime(start) > LongestWait)
            {
                return _settled;
            }
        }
    }

    /// <summary>Works on the displaced content; when that fails it goes back to its place.</summary>
    public T OrPutBack<T>(ReadOnlyMemory<byte>? ours, Func<T> work)
    {
        try
        {
            return work();
        }
        catch
        {
            PutBack(ours);
            throw;
        }
    }

    /// <summary>Its content is in its successor. A file that has changed again, or that a program still has open, is kept.</summary>
    public void Forget()
    {
        if (_isOpen)
        {
            return;
        }

        if (HasNoWriter(path) != false && FileSnapshot.Read(path, int.MaxValue, TimeProvider.System).Content.Span.SequenceEqual(_settled.Span))
        {
            File.Delete(path);
        }
        else
        {
            Keep();
        }
    }

    /// <summary>Another program's content that exists only here: a dated copy next to the file.</summary>
    public void Keep()
    {
        if (File.Exists(path))
        {
            File.Move(path, DatedCopy.PathOf(target, File.GetLastWriteTime(path)));
        }
    }

    /// <summary>No program has it open to write; null: the system can't tell.</summary>
    internal static bool? HasNoWriter(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return true; // It could not have been replaced.
        }

        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        using SafeFileHandle? handle = OpenRead.TryOpen(file, out _);
        return handle is null ? null : WriterLease.HasNoWriter(handle);
    }

    private void PutBack(ReadOnlyMemory<byte>? ours)
    {
        if (ours is null)
        {
            if (OperatingSystem.IsWindows() || RenameExchange.RenameIfFree(path, target) != 0)
            {
                Keep();
            }

            return;
        }

        if (Swapped())
        {
            if (ours.Value.Span.SequenceEqual(FileSnapshot.Read(path, int.MaxValue, TimeProvider.System).Content.Span))
            {
                File.Delete(path);
                return;
            }

            // Another program has written a newer one meanwhile, which is kept.
            _ = Swapped();
        }

        Keep();
    }

    private bool Swapped()
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsReplacement.PutBack(path, target);
            return false;
        }

        return RenameExchange.Exchange(path, target) == 0;
    }
}
