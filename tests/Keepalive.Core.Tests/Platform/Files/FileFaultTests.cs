using Keepalive.Platform.Files;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>A person can mend what is named: a full disk is no folder in the way.</summary>
public sealed class FileFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-fault-").FullName;

    [Theory]
    [InlineData(28, "no space is left")]
    [InlineData(30, "the file system is read-only")]
    [InlineData(16, "a file system is mounted on it, so it can't be replaced")]
    [InlineData(27, "the file system, or a limit of this process, does not allow a file of this size")]
    [InlineData(17, "a file or folder of this name already exists")]
    [InlineData(20, "a part of the path is a file, not a folder")]
    [InlineData(unchecked((int)0x80070070), "no space is left")]
    [InlineData(unchecked((int)0x80070027), "no space is left")]
    [InlineData(unchecked((int)0x80070020), "another program has it open exclusively")]
    [InlineData(unchecked((int)0x80070050), "a file or folder of this name already exists")]
    [InlineData(unchecked((int)0x80070013), "the file system is read-only")]
    public void A_fault_of_the_disk_is_called_by_its_name_also_where_a_folder_is_worked_on(int code, string words)
    {
        var fault = new IOException(null, code);

        Assert.Equal(words, FileFault.Describe(fault));
        Assert.Equal(words, FileFault.Describe(_folder, fault));
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_told()
    {
        UnauthorizedAccessException fault = Assert.Throws<UnauthorizedAccessException>(() => File.ReadAllBytes(_folder));

        Assert.Equal("it is a folder, not a file", FileFault.Describe(_folder, fault));
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_named()
    {
        string file = Path.Combine(_folder, "f");
        File.WriteAllText(file, "x");
        string path = Path.Combine(file, "deep", "config.json");
        IOException fault = Assert.ThrowsAny<IOException>(() => Directory.CreateDirectory(Path.GetDirectoryName(path)!));

        Assert.Equal($"{file} is a file, but must be a folder", FileFault.Describe(path, fault));
        File.Delete(file);
    }

    [Fact]
    public void An_error_that_nobody_has_words_for_is_told_with_its_number() =>
        Assert.Contains("error 9999", FileFault.Describe(new IOException(null, 9999)), StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder);
}
