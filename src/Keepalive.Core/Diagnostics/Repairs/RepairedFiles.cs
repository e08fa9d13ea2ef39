using Keepalive.ClaudeCode.Installation;
using Keepalive.Files;

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

    /// <summary>Writes. When one can't be written, those before it get their old content back.</summary>
    /// <exception cref="KeepaliveException">RepairRefused.</exception>
    public static void Write(IReadOnlyList<DraftFile> files, TimeProvider clock) => Guard(() =>
    {
        int written = 0;
        try
        {
            for (; written < files.Count; written++)
            {
                Put(files[written].File, files[written].HasOtherContent, files[written].Content, files[written].HasOtherMode ? files[written].Mode : null);
            }
        }
        catch (KeepaliveException)
        {
            foreach (DraftFile file in files.Take(written + 1).Reverse())
            {
                var now = SettingsFile.Read(file.Path, clock);
                Put(now, hasOtherContent: true, DraftFile.ContentOf(file.File), file.ModeBefore);
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

    /// <summary>Gives a file a content and a mode, or takes it away.</summary>
    public static void Put(SettingsFile file, bool hasOtherContent, ReadOnlyMemory<byte>? content, UnixFileMode? mode)
    {
        if (content is not { } bytes)
        {
            if (file.Exists)
            {
                file.Remove();
            }

            return;
        }

        if (hasOtherContent && !(file.Exists && file.Content.Span.SequenceEqual(bytes.Span)))
        {
            file.Write(bytes);
        }

        if (mode is { } wanted && !OperatingSystem.IsWindows())
        {
            SetMode(file, wanted);
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

    private static void SetMode(SettingsFile file, UnixFileMode mode)
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
