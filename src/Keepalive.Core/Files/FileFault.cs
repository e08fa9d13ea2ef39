namespace Keepalive.Files;

/// <summary>Puts a failed read or write into the words of the person who has to mend it.</summary>
internal static class FileFault
{
    /// <summary>ERROR_DISK_FULL as an HRESULT.</summary>
    private const int DiskFull = unchecked((int)0x80070070);

    // .NET hands errno on as the HRESULT.
    private const int NoSpace = 28; // ENOSPC
    private const int BadDescriptor = 9; // EBADF
    private const int ReadOnlySystem = 30; // EROFS
    private const int LoopLinux = 40; // ELOOP
    private const int LoopMac = 62;
    private const int BrokenPipe = 32; // EPIPE

    public static string Describe(string path, Exception exception) =>
        Directory.Exists(path) ? "it is a folder, not a file" : Describe(exception);

    public static string Describe(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "access is denied",
        PathTooLongException => "the path is too long",
        NotAFileException other => $"it is {other.Noun}, not a file",
        SilentPipeException => "it is a pipe to which nobody writes",
        HardLinkException => "it has a second name (a hard link), which would keep the old content",
        FileTooLargeException large => $"it has {large.Length} bytes",
        FileBusyException => "another program holds it open for itself alone",
        UntrustedFileException => "others may have written it: it has to belong to you, and to be writable by you alone",
        FileUnsettledException => "it does not stop changing",
        { HResult: NoSpace or DiskFull } => "no space is left",
        { HResult: ReadOnlySystem } when !OperatingSystem.IsWindows() => "the file system is read-only",
        { HResult: LoopLinux or LoopMac } when !OperatingSystem.IsWindows() => "its links lead in a circle",
        { HResult: BadDescriptor } => "it is closed",
        { HResult: BrokenPipe } => "nobody reads it any more",
        _ => $"the system reports error {exception.HResult} ({exception.GetType().Name})",
    };
}
