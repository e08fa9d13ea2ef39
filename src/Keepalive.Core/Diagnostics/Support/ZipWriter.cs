using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Keepalive.Diagnostics.Support;

/// <summary>
/// Packs texts into a zip file, as in PKWARE's APPNOTE 6.3.10: local headers (4.3.7), the central directory (4.3.12) and its end (4.3.16). The runtime's class reads
/// and sorts archives too, and that part makes every start of the native program slower (docs/decisions/0096-zip-writer.md).
/// </summary>
internal static class ZipWriter
{
    /// <summary>2.0: the entries are deflated.</summary>
    private const ushort Version = 20;

    /// <summary>The names are UTF-8.</summary>
    private const ushort Utf8Names = 1 << 11;
    private const ushort Deflated = 8;

    /// <summary>The parts of RFC 1952 before the compressed data, if there is no name, and after it: the CRC-32 and the length.</summary>
    private const int GzipHeader = 10;
    private const int GzipTrailer = 8;

    /// <summary>Packs.</summary>
    /// <param name="parts">The names and texts; together less than 4 GB.</param>
    /// <param name="made">The time of the entries; the format keeps it without a zone, from 1980 to 2107.</param>
    /// <returns>The whole file.</returns>
    public static byte[] Pack(IReadOnlyList<SupportPart> parts, DateTime made)
    {
        using var file = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (SupportPart part in parts)
        {
            byte[] name = Encoding.UTF8.GetBytes(part.Name);
            byte[] packed = Compress(Encoding.UTF8.GetBytes(part.Text));
            byte[] entry = EntryOf(packed, name.Length, made);
            uint start = (uint)file.Length;
            file.Write("PK\x03\x04"u8);
            file.Write(entry);
            file.Write(name);
            file.Write(packed.AsSpan(GzipHeader, packed.Length - GzipHeader - GzipTrailer));

            directory.Write("PK\x01\x02"u8);
            directory.Write(Number16(Version));
            directory.Write(entry);
            directory.Write(new byte[10]); // No comment, the first disk, no attributes.
            directory.Write(Number32(start));
            directory.Write(name);
        }

        uint directoryStart = (uint)file.Length;
        directory.WriteTo(file);
        file.Write("PK\x05\x06"u8);
        file.Write(new byte[4]); // One disk.
        file.Write(Number16((ushort)parts.Count));
        file.Write(Number16((ushort)parts.Count));
        file.Write(Number32((uint)directory.Length));
        file.Write(Number32(directoryStart));
        file.Write(new byte[2]); // No comment.
        return file.ToArray();
    }

    /// <summary>The fields that the local header and the central directory have in common.</summary>
    private static byte[] EntryOf(byte[] packed, int nameLength, DateTime made)
    {
        byte[] entry = new byte[26];
        Span<byte> rest = entry;
        BinaryPrimitives.WriteUInt16LittleEndian(rest, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[2..], Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[4..], Deflated);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[6..], (ushort)((made.Hour << 11) | (made.Minute << 5) | (made.Second / 2)));
        BinaryPrimitives.WriteUInt16LittleEndian(rest[8..], (ushort)((Math.Clamp(made.Year - 1980, 0, 127) << 9) | (made.Month << 5) | made.Day));
        packed.AsSpan(packed.Length - GzipTrailer, 4).CopyTo(rest[10..]);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[14..], (uint)(packed.Length - GzipHeader - GzipTrailer));
        packed.AsSpan(packed.Length - 4).CopyTo(rest[18..]);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[22..], (ushort)nameLength);
        return entry;
    }

    private static byte[] Compress(byte[] content)
    {
        if (content.Length == 0)
        {
            return [.. new byte[GzipHeader], 3, 0, .. new byte[GzipTrailer]]; // For nothing the stream writes nothing; this is an empty block.
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Number16(ushort value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Number32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
