namespace Keepalive.Platform.Files;

/// <summary>Another program has the file open exclusively at this moment; a retry soon will probably succeed.</summary>
/// <param name="inner">What the system reported.</param>
internal sealed class FileBusyException(IOException inner) : IOException("the file is busy", inner)
{
    /// <summary>ERROR_SHARING_VIOLATION as an HRESULT.</summary>
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>EWOULDBLOCK of Linux and of macOS: .NET programs lock what they write, and .NET reports it so.</summary>
    private const int WouldBlockLinux = 11;

    private const int WouldBlockMac = 35;

    public static bool Describes(IOException exception) =>
        exception.HResult is SharingViolation || (!OperatingSystem.IsWindows() && exception.HResult is WouldBlockLinux or WouldBlockMac);
}
