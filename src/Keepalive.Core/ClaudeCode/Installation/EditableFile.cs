using Keepalive.Platform.Files;
using Keepalive.Platform.Jsonc;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// A file of another program or a person that Keepalive changes: read once, replaced whole and only against what was read
/// (<see cref="SharedFile"/>). A link stays a link, and the new content has the old one's permissions and owner.
/// </summary>
internal sealed class EditableFile
{
    /// <summary>A thousand times what anybody has; every edit reads the whole file once more.</summary>
    public const int MaximumLength = 8 * 1024 * 1024;

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly int _maximumLength;

    private EditableFile(string path, string target, bool exists, ReadOnlyMemory<byte> content, int maximumLength)
    {
        _maximumLength = maximumLength;
        Path = path;
        Target = target;
        Exists = exists;
        Content = content;
    }

    /// <summary>The path that Claude Code reads.</summary>
    public string Path { get; }

    /// <summary>The file behind the links; the path itself where it is none.</summary>
    public string Target { get; }

    public bool Exists { get; }

    public ReadOnlyMemory<byte> Content { get; }

    /// <param name="path">The path.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    /// <param name="maximumLength">How many bytes it may have, where it is only looked at or holds more than settings.</param>
    /// <exception cref="KeepaliveException">SettingsFileUnreadable.</exception>
    public static EditableFile Read(string path, TimeProvider clock, int maximumLength = MaximumLength)
    {
        try
        {
            string target = FileTarget.Of(path);
            FileSnapshot snapshot = BusyFile.Read(() => FileSnapshot.Read(target, maximumLength, clock), clock);
            return new EditableFile(path, target, snapshot.Exists, snapshot.Content, maximumLength);
        }
        catch (FileTooLargeException tooLarge)
        {
            throw KeepaliveErrors.SettingsFileUnreadable(path, $"it has {tooLarge.Length} bytes; the limit is {maximumLength}", tooLarge);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.SettingsFileUnreadable(path, FileFault.Describe(path, exception), exception);
        }
    }

    /// <summary>The file as it is now.</summary>
    /// <exception cref="KeepaliveException">SettingsFileUnreadable.</exception>
    public EditableFile ReadAgain(TimeProvider clock) => Read(Path, clock, _maximumLength);

    /// <summary>The same file with the content that another program has written.</summary>
    public EditableFile With(ReadOnlyMemory<byte>? content) => new(Path, Target, content is not null, content ?? default, _maximumLength);

    /// <exception cref="KeepaliveException">SettingsFileInvalid, with line and column.</exception>
    public JsoncDocument Parse()
    {
        try
        {
            return JsoncDocument.Parse(Content);
        }
        catch (JsoncException fault)
        {
            throw Content.Span.Contains((byte)0) && ForeignEncoding.Of(Content.Span) is null
                ? KeepaliveErrors.SettingsFileLost(Path, fault.Message, fault)
                : KeepaliveErrors.SettingsFileInvalid(Path, fault.Message, fault);
        }
    }

    /// <summary>
    /// Refuses a file without any content: a crash of the machine has left it so, and a new content would hide the loss. Or another program has emptied it
    /// to write it anew.
    /// </summary>
    /// <exception cref="KeepaliveException">InstallationRefused.</exception>
    public void RequireContent()
    {
        ReadOnlySpan<byte> text = Content.Span;
        if (Exists && !(text.StartsWith("\uFEFF"u8) ? text[3..] : text).ContainsAnyExcept(" \t\r\n"u8))
        {
            throw KeepaliveErrors.InstallationRefused(
                $"{Path} is empty, as after a crash of the machine or while another program writes it",
                "Try again. If the file stays empty, restore it from a backup, or delete it if there is none. Nothing was changed.", Path);
        }
    }

    /// <summary>
    /// A read-only file was made so by a person's decision: a rename would ignore it, so it is tested here. The same applies
    /// to the folder of a link's target (a store that may not be written), and to a second name, which would keep the old content.
    /// </summary>
    /// <exception cref="KeepaliveException">SettingsFileUnwritable.</exception>
    public void RequireWritable()
    {
        if (OperatingSystem.IsWindows())
        {
            if (Exists && File.GetAttributes(Target).HasFlag(FileAttributes.ReadOnly))
            {
                throw Unwritable("it is marked read-only");
            }

            return;
        }

        if (Exists && FileStatus.Of(Target) is { } status)
        {
            if (status.Kind != FileKind.Regular)
            {
                throw Unwritable(FileFault.Describe(new NotAFileException(status.Kind)));
            }

            if (status.Links > 1)
            {
                throw Unwritable(FileFault.Describe(new HardLinkException()));
            }
        }

        if (Exists && !File.GetUnixFileMode(Target).HasFlag(UnixFileMode.UserWrite))
        {
            throw Unwritable("it is marked read-only");
        }

        string folder = System.IO.Path.GetDirectoryName(Target)!;
        if (Directory.Exists(folder) && !Access.IsWritable(folder))
        {
            throw Unwritable($"your account may not write in the folder {folder}");
        }
    }

    /// <summary>Claude Code writes its settings whenever it likes: what it has written since the plan must not be lost.</summary>
    /// <exception cref="KeepaliveException">InstallationRefused.</exception>
    public void RequireUnchanged(TimeProvider clock)
    {
        EditableFile now = Read(Path, clock, _maximumLength);
        if (now.Exists != Exists || now.Target != Target || !now.Content.Span.SequenceEqual(Content.Span))
        {
            throw Changed();
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

        string backup = DatedCopy.PathOf(Path, now.ToLocalTime().DateTime);
        Guard(() => AtomicFile.Write(backup, Content.Span));
        return backup;
    }

    /// <summary>Deletes the temporary files that killed runs have left next to this file.</summary>
    public void CleanUp() => LeftOvers.Clean(System.IO.Path.GetDirectoryName(Target)!);

    /// <summary>Replaces the content that was read.</summary>
    /// <param name="content">The new content.</param>
    /// <param name="isShared">A new file is for others to read too.</param>
    /// <param name="again">Makes the same change to another content, if another program has written one; null means no file. Without it, that content is kept.</param>
    /// <returns>The content that is there now.</returns>
    /// <exception cref="KeepaliveException">SettingsFileUnwritable: the old content is still there. InstallationRefused: another program's content is there.</exception>
    public ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> content, bool isShared = false, Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?>? again = null) =>
        Change(content, isShared ? Readable : null, again) ?? default;

    /// <summary>Removes a file that was not there before.</summary>
    /// <param name="again">As of <see cref="Write"/>.</param>
    /// <exception cref="KeepaliveException">As of <see cref="Write"/>.</exception>
    public void Remove(Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?>? again = null) => Change(null, newMode: null, again);

    private ReadOnlyMemory<byte>? Change(ReadOnlyMemory<byte>? content, UnixFileMode? newMode, Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?>? again)
    {
        ReadOnlyMemory<byte>? written = null;
        Guard(() =>
        {
            written = new SharedFile(Target, _maximumLength, again) { NewMode = newMode }.Change(Exists ? Content : default(ReadOnlyMemory<byte>?), content);
            if (FileTarget.Of(Path) != Target)
            {
                // The path that is read led here when it was read first.
                throw new FileChangedException();
            }
        });
        return written;
    }

    private KeepaliveException Unwritable(string reason, Exception? inner = null) =>
        KeepaliveErrors.SettingsFileUnwritable(Path == Target ? Path : $"{Path} (a link to {Target})", reason, inner);

    private KeepaliveException Changed() =>
        KeepaliveErrors.InstallationRefused($"Another program changed {Path} at the same time", "Try again. The other change is kept.", Path);

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (FileChangedException)
        {
            throw Changed();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(FileFault.Describe(Path, exception), exception);
        }
    }
}
