using System.IO.Compression;
using System.Text;
using Keepalive.Diagnostics.Support;

namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>The archive of a support bundle is one that every program reads.</summary>
public sealed class ZipWriterTests
{
    private static readonly DateTime s_made = new(2026, 11, 30, 23, 59, 58, DateTimeKind.Unspecified);

    [Theory]
    [InlineData("")]
    [InlineData("one line\n")]
    [InlineData("Größe, 東京, 🙂")]
    public void A_text_comes_out_as_it_went_in(string text) => Assert.Equal([("part.txt", text)], Read([new SupportPart("part.txt", "a part", text)]));

    [Fact]
    public void Long_texts_that_do_not_get_smaller_and_names_of_other_alphabets_come_out_in_their_order()
    {
        string noise = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000));

        Assert.Equal(
            [("überblick.txt", noise), ("log/日本.txt", "a")],
            Read([new SupportPart("überblick.txt", "a part", noise), new SupportPart("log/日本.txt", "a part", "a")]));
    }

    [Fact]
    public void Entries_have_the_time_of_the_bundle_and_a_checksum()
    {
        using var archive = new ZipArchive(new MemoryStream(ZipWriter.Pack([new SupportPart("part.txt", "a part", "123456789")], s_made)));
        ZipArchiveEntry entry = Assert.Single(archive.Entries);

        Assert.Equal((s_made, 0xCBF43926, 9), (entry.LastWriteTime.DateTime, entry.Crc32, entry.Length));
    }

    [Fact]
    public void An_empty_bundle_is_an_empty_archive() => Assert.Empty(Read([]));

    private static (string Name, string Text)[] Read(IReadOnlyList<SupportPart> parts)
    {
        using var archive = new ZipArchive(new MemoryStream(ZipWriter.Pack(parts, s_made)));
        return [.. archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return (entry.FullName, reader.ReadToEnd());
        })];
    }
}
