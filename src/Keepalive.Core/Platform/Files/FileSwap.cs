using System.Diagnostics;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Files;

/// <summary>
/// One step of <see cref="SharedFile"/>: a new file in the place of the old one, which is kept next to it until it has been compared.
/// A run that is killed between the two leaves it there; <see cref="LeftOvers"/> knows by its name what it is.
/// </summary>
/// <param name="target">The file, without links.</param>
/// <param name="model">Whose owner, mode and access list the new file gets.</param>
internal sealed class FileSwap(string target, string model)
{
    /// <summary>How long a file must be unchanged if the system can't tell whether a program has it open to write.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>A writer that keeps it open for longer is not waited for; the file stays for the next write to look at.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private const int BetweenLooks = 10;

    /// <summary>Its content at the time of the comparison.</summary>
    private ReadOnlyMemory<byte> _settled;

    /// <summary>A program may still write to it, or no file was displaced.</summary>
    private bool _isOpen;

    public UnixFileMode? NewMode { get; init; }

    public bool IsPrivate { get; init; }

    /// <summary>The displaced file's path; null when there was none, or the system can't keep it.</summary>
    public string? Displaced { get; private set; }

    /// <summary>Puts the content in its place.</summary>
    /// <returns>False: another program has created or deleted the file, or (Windows) changed it; nothing was done.</returns>
    public bool TryPut(ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte>? content)
    {
        if (!OperatingSystem.IsWindows() && FileStatus.Of(target) is { Kind: FileKind.Regular, Links: > 1 })
        {
            throw new HardLinkException();
        }

        string name = TemporaryName.Beside(target, HashOf(expected), HashOf(content));
        if (content is not { } bytes)
        {
            return TryTakeAway(name);
        }

        AtomicFile.CreateFolder(Path.GetDirectoryName(target)!);
        string fresh = TemporaryName.Beside(target);
        try
        {
            WriteNew(fresh, bytes.Span, isNew: expected is null);
            return expected is { } old ? TryReplace(ref fresh, name, old.Span) : TryTakeFreeName(fresh);
        }
        finally
        {
            if (Displaced != fresh)
            {
                File.Delete(fresh);
            }
        }
    }

    /// <summary>The displaced file, once no program can write to it any more; null if there was no file.</summary>
    public ReadOnlyMemory<byte>? Settle(ReadOnlyMemory<byte>? expected, int maximumLength)
    {
        if (Displaced is not { } displaced)
        {
            return expected;
        }

        if (new FileInfo(displaced).LinkTarget is not null)
        {
            // Another program has put a link in the file's place: it is restored as it is.
            throw Swapped() ? new FileChangedException() : new IOException();
        }

        long start = Stopwatch.GetTimestamp();
        for (long since = start; ; Thread.Sleep(BetweenLooks))
        {
            bool? isFree = HasNoWriter(displaced);
            FileSnapshot snapshot;
            try
            {
                snapshot = FileSnapshot.Read(displaced, maximumLength, TimeProvider.System);
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
        if (Displaced is not { } displaced || _isOpen)
        {
            return;
        }

        if (HasNoWriter(displaced) != false && FileSnapshot.Read(displaced, int.MaxValue, TimeProvider.System).Content.Span.SequenceEqual(_settled.Span))
        {
            File.Delete(displaced);
        }
        else
        {
            Keep();
        }
    }

    /// <summary>Another program's content that exists only here: a dated copy next to the file.</summary>
    public void Keep()
    {
        if (Displaced is { } displaced && File.Exists(displaced))
        {
            File.Move(displaced, DatedCopy.PathOf(target, File.GetLastWriteTime(displaced)));
        }
    }

    /// <summary>No program has it open to write; null: the system can't tell.</summary>
    internal static bool? HasNoWriter(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return true; // It could not have been replaced.
        }

        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        using SafeFileHandle? file = OpenRead.TryOpen(path, out _);
        return file is null ? null : WriterLease.HasNoWriter(file);
    }

    private static ulong HashOf(ReadOnlyMemory<byte>? content) => ContentHash.Of(content is { } bytes ? bytes.Span : []);

    private void PutBack(ReadOnlyMemory<byte>? ours)
    {
        if (ours is null)
        {
            if (OperatingSystem.IsWindows() || RenameExchange.RenameIfFree(Displaced!, target) != 0)
            {
                Keep();
            }

            return;
        }

        if (Swapped())
        {
            if (ours.Value.Span.SequenceEqual(FileSnapshot.Read(Displaced!, int.MaxValue, TimeProvider.System).Content.Span))
            {
                File.Delete(Displaced!);
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
            WindowsReplacement.PutBack(Displaced!, target);
            return false;
        }

        return RenameExchange.Exchange(Displaced!, target) == 0;
    }

    private bool TryTakeAway(string name)
    {
        try
        {
            // With overwriting it is one rename. Without it .NET makes a second name and removes the first, which may be another file's by then.
            File.Move(target, name, overwrite: true);
            return HasDisplaced(name);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private bool HasDisplaced(string path)
    {
        Displaced = path;
        return true;
    }

    private bool TryTakeFreeName(string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            int error = RenameExchange.RenameIfFree(name, target);
            if (!RenameExchange.IsUnsupported(error))
            {
                return error == 0 || (error == Errno.EEXIST ? false : throw Refusal(error));
            }
        }

        try
        {
            File.Move(name, target, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
        }
    }

    /// <summary>Under its last name a file tells what it may come to hold; before it has all its content it must not.</summary>
    private bool TryReplace(ref string fresh, string name, ReadOnlySpan<byte> expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsReplacement.TryReplace(fresh, target, expected, IsPrivate, displaced: name) && HasDisplaced(name);
        }

        File.Move(fresh, name, overwrite: true);
        fresh = name;
        return TryExchange(name, expected);
    }

    [UnsupportedOSPlatform("windows")]
    private bool TryExchange(string name, ReadOnlySpan<byte> expected)
    {
        int error = RenameExchange.Exchange(name, target);
        if (error == 0)
        {
            return HasDisplaced(name);
        }

        if (error == Errno.ENOENT)
        {
            return false;
        }

        if (!RenameExchange.IsUnsupported(error))
        {
            throw Refusal(error);
        }

        // No exchange here (NFS, some overlays): a final comparison, and the shortest possible time after it.
        if (!FileSnapshot.Read(target, int.MaxValue, TimeProvider.System).Content.Span.SequenceEqual(expected))
        {
            return false;
        }

        File.Move(name, target, overwrite: true);
        return true;
    }

    private void WriteNew(string path, ReadOnlySpan<byte> content, bool isNew)
    {
        using (FileStream stream = AtomicFile.Create(path))
        {
            FileContent.Write(stream, content);
            stream.Flush(flushToDisk: true);
        }

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!isNew)
        {
            KeptAttributes.Copy(model, path);
        }

        if (isNew ? NewMode is not null : IsPrivate)
        {
            File.SetUnixFileMode(path, isNew ? NewMode!.Value : UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static Exception Refusal(int error) =>
        error is Errno.EACCES or Errno.EPERM ? new UnauthorizedAccessException() : new IOException(null, error);
}
