namespace Keepalive.Platform.Files;

/// <summary>A file is larger than its reader allows; nothing of it was read.</summary>
/// <param name="length">The file's length in bytes.</param>
internal sealed class FileTooLargeException(long length) : IOException("the file is too large")
{
    /// <summary>The file's length in bytes.</summary>
    public long Length { get; } = length;
}
