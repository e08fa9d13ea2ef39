using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Files;

/// <summary>
/// One step of <see cref="SharedFile"/>: a new file in the place of the old one, which is kept next to it (<see cref="DisplacedFile"/>).
/// </summary>
/// <param name="target">The file, without links.</param>
/// <param name="model">Whose owner, mode and access list the new file gets.</param>
internal sealed class FileSwap(string target, string model)
{
    public UnixFileMode? NewMode { get; init; }

    public bool IsPrivate { get; init; }

    /// <summary>The new file has no part in a second name of the old one, which keeps the old content.</summary>
    public bool LeavesSecondName { get; init; }

    /// <summary>The new file, whose room is secured; null: it is made now.</summary>
    public PreparedFile? Prepared { get; init; }

    /// <summary>The displaced file; null when there was none, or the system can't keep it.</summary>
    public DisplacedFile? Displaced { get; private set; }

    /// <summary>Puts the content in its place.</summary>
    /// <returns>False: another program has created or deleted the file, or (Windows) changed it; nothing was done.</returns>
    public bool TryPut(ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte>? content)
    {
        if (!LeavesSecondName && !OperatingSystem.IsWindows() && FileStatus.Of(target) is { Kind: FileKind.Regular, Links: > 1 })
        {
            throw new HardLinkException();
        }

        string name = TemporaryName.Beside(target, HashOf(expected), HashOf(content));
        if (content is not { } bytes)
        {
            return TryTakeAway(name);
        }

        AtomicFile.CreateFolder(Path.GetDirectoryName(target)!);
        string fresh = Prepared?.Fill(bytes.Span) ?? WriteNew(bytes.Span);
        try
        {
            SetRights(fresh, isNew: expected is null);
            return expected is { } old ? TryReplace(ref fresh, name, old.Span) : TryTakeFreeName(fresh);
        }
        finally
        {
            if (Displaced?.Path != fresh)
            {
                AtomicFile.Discard(fresh);
            }
        }
    }

    private static ulong HashOf(ReadOnlyMemory<byte>? content) => ContentHash.Of(content is { } bytes ? bytes.Span : []);

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
        Displaced = new DisplacedFile(path, target);
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

    private string WriteNew(ReadOnlySpan<byte> content)
    {
        string path = TemporaryName.Beside(target);
        try
        {
            using FileStream stream = AtomicFile.Create(path);
            FileContent.Write(stream, content);
            stream.Flush(flushToDisk: true);
            return path;
        }
        catch
        {
            AtomicFile.Discard(path);
            throw;
        }
    }

    private void SetRights(string path, bool isNew)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!isNew)
        {
            KeptAttributes.Copy(model, path, IsPrivate);
        }
        else if (NewMode is { } mode)
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static Exception Refusal(int error) =>
        error is Errno.EACCES or Errno.EPERM ? new UnauthorizedAccessException() : new IOException(null, error);
}
