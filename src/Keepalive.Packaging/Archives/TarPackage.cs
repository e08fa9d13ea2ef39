using System.Formats.Tar;
using System.IO.Compression;

namespace Keepalive.Packaging.Archives;

/// <summary>A tar.gz whose bytes depend on nothing but its files and the time of the commit; everything in it belongs to root.</summary>
internal static class TarPackage
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static void Write(string path, IEnumerable<PackedFile> files, DateTimeOffset time)
    {
        using FileStream output = File.Create(path);
        // The header that this stream writes has no time and no name (RFC 1952, 2.3.1).
        using var zip = new GZipStream(output, CompressionLevel.SmallestSize);
        using var tar = new TarWriter(zip, TarEntryFormat.Ustar);
        foreach (PackedFile file in files)
        {
            using FileStream source = File.OpenRead(file.Source);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file.Target)
            {
                ModificationTime = time,
                Mode = file.IsProgram ? Executable : Readable,
                UserName = "root",
                GroupName = "root",
                DataStream = source,
            });
        }
    }
}
