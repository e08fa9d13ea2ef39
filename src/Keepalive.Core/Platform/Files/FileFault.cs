namespace Keepalive.Platform.Files;

/// <summary>Describes a failed read or write for the person who must fix it: one table for errno and for Windows' codes.</summary>
public static class FileFault
{
    /// <summary>.NET hands errno on as the HRESULT of an IOException. Those that Linux and macOS share, then Linux's, then macOS's own.</summary>
    private static readonly (int Code, string Words)[] s_unix =
    [
        (1, "the system does not permit it"), // EPERM
        (5, "the disk reports a hardware error"), // EIO
        (9, "it is closed"), // EBADF
        (13, Denied), // EACCES
        (16, Mounted), // EBUSY
        (17, Exists), // EEXIST
        (20, NoFolder), // ENOTDIR
        (21, Folder), // EISDIR
        (23, TooManyFiles), // ENFILE
        (24, TooManyFiles), // EMFILE
        (26, "it is a program that runs"), // ETXTBSY
        (27, TooLarge), // EFBIG
        (28, NoSpace), // ENOSPC
        (30, ReadOnly), // EROFS
        (32, NobodyReads), // EPIPE
        .. OperatingSystem.IsMacOS()
            ? (ReadOnlySpan<(int, string)>)[(62, Loop), (63, TooLong), (69, NoSpaceForYou), (70, Stale)] // ELOOP, ENAMETOOLONG, EDQUOT, ESTALE
            : [(36, TooLong), (40, Loop), (116, Stale), (122, NoSpaceForYou)],
    ];

    /// <summary>The low half of 0x8007nnnn.</summary>
    private static readonly (int Code, string Words)[] s_windows =
    [
        (5, Denied), // ERROR_ACCESS_DENIED
        (6, "it is closed"), // ERROR_INVALID_HANDLE
        (19, ReadOnly), // ERROR_WRITE_PROTECT
        (32, Held), // ERROR_SHARING_VIOLATION
        (33, Held), // ERROR_LOCK_VIOLATION
        (39, NoSpace), // ERROR_HANDLE_DISK_FULL
        (80, Exists), // ERROR_FILE_EXISTS
        (109, NobodyReads), // ERROR_BROKEN_PIPE
        (112, NoSpace), // ERROR_DISK_FULL
        (183, Exists), // ERROR_ALREADY_EXISTS
        (206, TooLong), // ERROR_FILENAME_EXCED_RANGE
        (223, TooLarge), // ERROR_FILE_TOO_LARGE
        (232, NobodyReads), // ERROR_NO_DATA
        (267, NoFolder), // ERROR_DIRECTORY
        (1295, NoSpaceForYou), // ERROR_DISK_QUOTA_EXCEEDED
    ];

    private const string Denied = "access is denied";
    private const string Exists = "a file or folder of this name already exists";
    private const string Mounted = "a file system is mounted on it, so it can't be replaced";
    private const string Folder = "it is a folder, not a file";
    private const string Missing = "its folder does not exist";
    private const string NoFolder = "a part of the path is a file, not a folder";
    private const string TooManyFiles = "too many files are open";
    private const string TooLarge = "the file system, or a limit of this process, does not allow a file of this size";
    private const string NoSpace = "no space is left";
    private const string NoSpaceForYou = "your disk quota is used up";
    private const string ReadOnly = "the file system is read-only";
    private const string NobodyReads = "the reader has closed it";
    private const string TooLong = "the path is too long";
    private const string Loop = "its symbolic links form a loop";
    private const string Stale = "the network drive has lost the file";
    private const string Held = "another program has it open exclusively";

    /// <summary>Why a file can't be read or written.</summary>
    /// <param name="path">The file. If the path is a folder, .NET reports only that access is denied.</param>
    /// <param name="exception">What happened.</param>
    public static string Describe(string path, Exception exception) =>
        exception is UnauthorizedAccessException && Directory.Exists(path) ? Folder
        : Describe(exception) is var words && words == Held && BusyFile.HoldersOf(path) is { } holders ? $"it is open exclusively in {holders}"
        : words is Exists or NoFolder or Missing && Path.GetDirectoryName(path) is { Length: > 0 } folder && FolderObstacle.Find(folder) is { } obstacle && !Directory.Exists(obstacle.Folder) ? $"{obstacle.Folder} {obstacle.Reason}"
        : words;

    /// <summary>The same where what was worked on is a folder, or no path at all.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        UnauthorizedAccessException => Denied,
        PathTooLongException => TooLong,
        NotAFileException other => $"it is {other.Noun}, not a file",
        SilentPipeException => "it is a pipe without a writer",
        HardLinkException => "it has a second name (a hard link), and the file of that name would keep the old content",
        FileTooLargeException large => $"it has {large.Length} bytes",
        FileBusyException => Held,
        UntrustedFileException => "other users may have changed it: the file must belong to you, and only you may have write access",
        FileUnsettledException => "other programs keep changing it",
        DirectoryNotFoundException => Missing,
        FileNotFoundException => "it does not exist",
        _ => Find(exception.HResult) ?? $"the system reports error {exception.HResult} ({exception.GetType().Name})",
    };

    /// <summary>It could not be made, since something of its name is there.</summary>
    public static bool IsThereAlready(Exception exception) => Find(exception.HResult) == Exists;

    /// <summary>The disk, or the share of it, is full.</summary>
    public static bool IsFull(Exception exception) => Find(exception.HResult) is NoSpace or NoSpaceForYou;

    private static string? Find(int result)
    {
        bool isWindows = (result & unchecked((int)0xFFFF0000)) == unchecked((int)0x80070000);
        foreach ((int code, string words) in isWindows ? s_windows : s_unix)
        {
            if (code == (isWindows ? result & 0xFFFF : result))
            {
                return words;
            }
        }

        return null;
    }
}
