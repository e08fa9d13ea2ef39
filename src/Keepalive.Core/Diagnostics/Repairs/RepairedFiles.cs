using Keepalive.ClaudeCode.Installation;
using Keepalive.Platform.Files;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Writes what repairs have drafted: all files, or none as far as the system allows.</summary>
internal static class RepairedFiles
{
    /// <summary>Looks whether all of them can be changed, and are as they were when the draft was made.</summary>
    /// <exception cref="KeepaliveException">RepairRefused; nothing was changed.</exception>
    public static void Require(IReadOnlyList<DraftFile> files, TimeProvider clock) => Guard(() =>
    {
        foreach (DraftFile file in files)
        {
            file.File.RequireWritable();
            file.File.RequireUnchanged(clock);
        }
    });

    /// <summary>Writes the files. If one can't be written, the earlier ones are restored, unless they were changed in between.</summary>
    /// <exception cref="KeepaliveException">RepairRefused.</exception>
    public static void Write(IReadOnlyList<DraftFile> files, TimeProvider clock) => Guard(() =>
    {
        List<(DraftFile File, ReadOnlyMemory<byte>? Content)> written = [];
        try
        {
            foreach (DraftFile file in files)
            {
                written.Add((file, file.Content));
                written[^1] = (file, Put(file));
            }
        }
        catch (KeepaliveException)
        {
            foreach ((DraftFile file, ReadOnlyMemory<byte>? content) in written.AsEnumerable().Reverse())
            {
                TakeBack(file, content, clock);
            }

            throw;
        }
    });

    /// <summary>All of them are as they were: what failed has left no trace.</summary>
    public static bool AreUnchanged(IReadOnlyList<DraftFile> files, TimeProvider clock)
    {
        try
        {
            files.ToList().ForEach(file => file.File.RequireUnchanged(clock));
            return true;
        }
        catch (KeepaliveException)
        {
            return false;
        }
    }

    /// <summary>Gives a file its content and mode, or deletes it.</summary>
    /// <returns>The file as it is now.</returns>
    private static ReadOnlyMemory<byte>? Put(DraftFile draft)
    {
        if (draft.Content is not { } bytes)
        {
            if (draft.File.Exists)
            {
                draft.File.Remove(draft.Again);
            }

            return null;
        }

        ReadOnlyMemory<byte> written = draft.HasOtherContent ? draft.File.Write(bytes, again: draft.Again) : bytes;
        if (draft is { HasOtherMode: true, Mode: { } wanted })
        {
            SetMode(draft.File, wanted);
        }

        return written;
    }

    private static void TakeBack(DraftFile draft, ReadOnlyMemory<byte>? written, TimeProvider clock)
    {
        try
        {
            var now = EditableFile.Read(draft.Path, clock, DraftFile.MaximumLength);
            if (now.Exists != (written is not null) || !now.Content.Span.SequenceEqual((written ?? default).Span))
            {
                return; // It was never written, or another program has replaced it; the record of the repair can undo it.
            }

            if (!draft.File.Exists)
            {
                now.Remove();
            }
            else if (!now.Exists || !now.Content.Span.SequenceEqual(draft.File.Content.Span))
            {
                _ = now.Write(draft.File.Content);
            }

            if (draft.ModeBefore is { } mode && draft.File.Exists)
            {
                SetMode(now, mode);
            }
        }
        catch (KeepaliveException)
        {
            // The fault that is reported is the first one.
        }
    }

    /// <summary>A repair speaks of itself, not of an installation.</summary>
    public static void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (KeepaliveException exception) when (exception.Code is KeepaliveErrorCode.SettingsFileUnreadable or KeepaliveErrorCode.SettingsFileUnwritable
            or KeepaliveErrorCode.SettingsFileInvalid or KeepaliveErrorCode.InstallationRefused)
        {
            throw KeepaliveErrors.RepairRefused(exception.Message.TrimEnd('.'), exception.Target, exception);
        }
    }

    private static void SetMode(EditableFile file, UnixFileMode mode)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file.Target, mode);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.SettingsFileUnwritable(file.Path, FileFault.Describe(file.Path, exception), exception);
        }
    }
}
