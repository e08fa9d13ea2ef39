using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Files;

/// <summary>
/// Whether our stored data (roles, standings, registrations, the clock, ledgers) was written by us. A file is trusted if it belongs to this account or to
/// root, and no other user may write to it: in a folder that other users may write to, or that they swapped, they can only put files of their
/// own. This is read from the open file, so that nothing changes between the check and the use. On Windows the state folder is below the user's own
/// profile, whose access list the doctor checks (KA011).
/// </summary>
internal static class FileTrust
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const uint Root = 0;

    /// <summary>Only ours; if the system can't tell, no other user is assumed.</summary>
    public static bool IsOurs(SafeFileHandle file) => OperatingSystem.IsWindows() || FileStatus.Of(file) is not { } status || FindFault(status) is null;

    /// <summary>Another account has made this link: following it would write where that account likes.</summary>
    public static bool IsForeignLink(string path) =>
        !OperatingSystem.IsWindows() && FileStatus.OfEntry(path) is { IsLink: true } link && !IsTrusted(link.User);

    /// <summary>Why others may have written it, as the end of a sentence; null when they can't.</summary>
    [UnsupportedOSPlatform("windows")]
    public static string? FindFault(FileStatus status) =>
        !IsTrusted(status.User) ? $"belongs to user {status.User}"
        : !status.IsLink && (status.Permissions & WritableByOthers) != 0 && !status.Permissions.HasFlag(UnixFileMode.StickyBit)
            ? $"has the mode {Convert.ToString((int)status.Permissions, 8).PadLeft(4, '0')}, so other users may change it"
            : null;

    [UnsupportedOSPlatform("windows")]
    private static bool IsTrusted(uint user) => user == Root || user == EffectiveUser.Id;
}

/// <summary>A file that should be only ours, but that other users may have written. It is treated as absent.</summary>
internal sealed class UntrustedFileException() : IOException("others may have written the file");
