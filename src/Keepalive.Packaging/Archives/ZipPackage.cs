using System.IO.Compression;

namespace Keepalive.Packaging.Archives;

/// <summary>A zip whose bytes depend on nothing but its files and the time of the commit.</summary>
internal static class ZipPackage
{
    private const int RegularFile = 0x8000;

    public static void Write(string path, IEnumerable<PackedFile> files, DateTimeOffset time)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (PackedFile file in files)
        {
            ZipArchiveEntry entry = zip.CreateEntry(file.Target, CompressionLevel.SmallestSize);
            entry.LastWriteTime = time;
            // The high half is st_mode (APPNOTE.TXT 4.4.15, host Unix).
            entry.ExternalAttributes = (RegularFile | (file.IsProgram ? 0b111_101_101 : 0b110_100_100)) << 16;
            using Stream target = entry.Open();
            using FileStream source = File.OpenRead(file.Source);
            source.CopyTo(target);
        }
    }

    /// <summary>Gives each file of a finished zip the time of the commit.</summary>
    public static void Restamp(string path, DateTimeOffset time)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            entry.LastWriteTime = time;
        }
    }
}
