using Keepalive.Files;
using Keepalive.Jsonc;
using Keepalive.Native.Libc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// A file of somebody else's that is to be changed: read once, replaced whole. A link stays a link, and the new content has
/// the old one's permissions and owner.
/// </summary>
internal sealed class SettingsFile
{
    private const int MaximumLength = 64 * 1024 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Readable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private SettingsFile(string path, string target, FileSnapshot snapshot)
    {
        Path = path;
        Target = target;
        Exists = snapshot.Exists;
        Content = snapshot.Content;
    }

    /// <summary>The path that Claude Code reads.</summary>
    public string Path { get; }

    /// <summary>The file behind the links; the path itself where it is none.</summary>
    public string Target { get; }

    public bool Exists { get; }

    public ReadOnlyMemory<byte> Content { get; }

    /// <exception cref="KeepaliveException">SettingsFileUnreadable.</exception>
    public static SettingsFile Read(string path, TimeProvider clock)
    {
        try
        {
            string target = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;
            return new SettingsFile(path, target, FileSnapshot.Read(target, MaximumLength, clock));
        }
        catch (FileTooLargeException tooLarge)
        {
            throw KeepaliveErrors.SettingsFileUnreadable(path, $"it has {tooLarge.Length} bytes", tooLarge);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.SettingsFileUnreadable(path, FileFault.Describe(path, exception), exception);
        }
    }

    /// <exception cref="KeepaliveException">SettingsFileInvalid, with line and column.</exception>
    public JsoncDocument Parse()
    {
        try
        {
            return JsoncDocument.Parse(Content);
        }
        catch (JsoncException fault)
        {
            throw KeepaliveErrors.SettingsFileInvalid(Path, fault.Message, fault);
        }
    }

    /// <summary>
    /// A file that is marked as not to be written is the decision of somebody: a rename would pass over it, so it is asked here.
    /// </summary>
    /// <exception cref="KeepaliveException">SettingsFileUnwritable.</exception>
    public void RequireWritable()
    {
        bool readOnly = Exists && (OperatingSystem.IsWindows()
            ? File.GetAttributes(Target).HasFlag(FileAttributes.ReadOnly)
            : !File.GetUnixFileMode(Target).HasFlag(UnixFileMode.UserWrite));
        if (readOnly)
        {
            throw KeepaliveErrors.SettingsFileUnwritable(Path, "it is marked read-only");
        }
    }

    /// <summary>Claude Code writes its settings whenever it likes: what it has written since the plan must not be lost.</summary>
    /// <exception cref="KeepaliveException">InstallationRefused.</exception>
    public void RequireUnchanged(TimeProvider clock)
    {
        SettingsFile now = Read(Path, clock);
        if (now.Exists != Exists || now.Target != Target || !now.Content.Span.SequenceEqual(Content.Span))
        {
            throw KeepaliveErrors.InstallationRefused($"{Path} has been changed by somebody else at this moment", "Try again; nothing was changed.", Path);
        }
    }

    /// <summary>Keeps the present content beside it, for the owner alone. Null when there is none.</summary>
    /// <exception cref="KeepaliveException">SettingsFileUnwritable.</exception>
    public string? Backup(DateTimeOffset now)
    {
        if (!Exists)
        {
            return null;
        }

        string dated = $"{Path}.{now.ToLocalTime():yyyyMMdd-HHmmss}";
        string backup = $"{dated}.bak";
        for (int number = 2; File.Exists(backup); number++)
        {
            backup = $"{dated}-{number}.bak";
        }

        Guard(() => AtomicFile.Write(backup, Content.Span));
        return backup;
    }

    /// <summary>Replaces the content.</summary>
    /// <param name="content">The new content.</param>
    /// <param name="isShared">A new file is for others to read too.</param>
    /// <exception cref="KeepaliveException">SettingsFileUnwritable; the old content is still there.</exception>
    public void Write(ReadOnlyMemory<byte> content, bool isShared = false) => Guard(() =>
    {
        if (!Exists && !isShared)
        {
            AtomicFile.Write(Target, content.Span);
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Target)!);
        string temporary = $"{Target}.{System.IO.Path.GetRandomFileName()}.tmp";
        try
        {
            WriteTemporary(temporary, content.Span);
            Replace(temporary);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    });

    /// <summary>Removes a file that was not there before.</summary>
    /// <exception cref="KeepaliveException">SettingsFileUnwritable.</exception>
    public void Remove() => Guard(() => File.Delete(Target));

    private static void WriteTemporary(string path, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var stream = new FileStream(path, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    private void Replace(string temporary)
    {
        if (OperatingSystem.IsWindows())
        {
            // Replace keeps the old file's access list, which is what is wanted here.
            AtomicFile.ReplaceKeepingAccess(temporary, Target);
            return;
        }

        if (Exists && FileOwner.Of(Target) is { } owner && FileOwner.Of(temporary) != owner && !FileOwner.TryChange(temporary, owner))
        {
            throw new UnauthorizedAccessException();
        }

        File.SetUnixFileMode(temporary, Exists ? File.GetUnixFileMode(Target) : Readable);
        File.Move(temporary, Target, overwrite: true);
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.SettingsFileUnwritable(Path, FileFault.Describe(Path, exception), exception);
        }
    }
}
