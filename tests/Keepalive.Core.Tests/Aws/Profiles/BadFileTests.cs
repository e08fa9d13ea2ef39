using System.Text;
using Keepalive.Aws.Profiles;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>Files that are missing, are none, or are damaged: a designed error that names what and where.</summary>
public sealed class BadFileTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Missing_files_are_named()
    {
        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileNotFound, "a");

        Assert.Contains(_home.CredentialsPath, exception.Message, StringComparison.Ordinal);
        Assert.Contains("neither file exists", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_config_file_is_fine()
    {
        _home.WriteCredentials(TestKeys.Temporary().Section("a"));

        Assert.NotNull(await _home.ResolveAsync("a"));
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_is_told()
    {
        Directory.CreateDirectory(_home.CredentialsPath);

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileUnreadable, "a");

        Assert.Contains("it is a folder", exception.Message, StringComparison.Ordinal);
        Assert.Equal(_home.CredentialsPath, exception.Target);
    }

    [Fact]
    public async Task A_path_that_is_too_long_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows calls such a file missing.");
        _home.Variables["AWS_CONFIG_FILE"] = $"/{new string('x', 5000)}";

        Assert.Contains("too long", (await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileUnreadable, "a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_permission_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs Unix permissions");
        Assert.SkipWhen(Environment.UserName == "root", "root may read everything");
        _home.WriteCredentials(TestKeys.Temporary().Section("a"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_home.CredentialsPath, UnixFileMode.None);
        }

        Assert.Contains("access is denied", (await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileUnreadable, "a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nul_byte_in_our_value_is_told_with_line_and_column()
    {
        _home.WriteCredentials("[a]\naws_access_key_id = ASIA\0X\n");

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a");

        Assert.Contains("line 2, column 25", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf_8_in_our_value_are_told_with_line_and_column()
    {
        _home.Write(_home.CredentialsPath, [.. "[a]\nregion = eu"u8, 0xE9, .. "x\n"u8]);

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a");

        Assert.Contains("line 2, column 12", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf_8_in_another_profile_are_harmless()
    {
        _home.Write(_home.CredentialsPath, [.. "[b]\nregion = eu"u8, 0xE9, .. "\n# caf"u8, 0xE9, .. "\n"u8, .. Encoding.UTF8.GetBytes(TestKeys.Temporary().Section("a"))]);

        Assert.NotNull(await _home.ResolveAsync("a"));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_utf_16_file_is_called_by_its_name(bool bigEndian, bool hasMark)
    {
        var encoding = new UnicodeEncoding(bigEndian, hasMark);
        _home.Write(_home.CredentialsPath, [.. encoding.GetPreamble(), .. encoding.GetBytes("[a]\n")]);

        Assert.Contains("UTF-16", (await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_file_is_refused_before_it_is_read()
    {
        using (FileStream file = File.Create(_home.CredentialsPath))
        {
            file.SetLength(ProfileFile.MaximumLength + 1L);
        }

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a");

        Assert.Contains($"{ProfileFile.MaximumLength + 1L} bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_at_the_limit_is_read()
    {
        using (FileStream file = File.Create(_home.CredentialsPath))
        {
            file.Write(Encoding.UTF8.GetBytes(TestKeys.Temporary().Section("a")));
            file.SetLength(ProfileFile.MaximumLength);
        }

        File.SetLastWriteTimeUtc(_home.CredentialsPath, FakeClock.Noon.UtcDateTime.AddHours(-1));

        // What follows is 32 MiB of NUL bytes: one line without an equals sign, in this very profile.
        Assert.Contains("line 5", (await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_mebibytes_of_noise_are_an_error_and_nothing_worse()
    {
        byte[] noise = new byte[4 * 1024 * 1024];
        new Random(20261121).NextBytes(noise);
        _home.Write(_home.CredentialsPath, noise);

        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(() => _home.ResolveAsync("a"));

        Assert.Contains(exception.Code, (string[])[KeepaliveErrorCode.ProfileFileInvalid, KeepaliveErrorCode.ProfileNotFound]);
    }

    [Fact]
    public async Task A_file_of_nothing_but_bad_lines_takes_no_quadratic_time()
    {
        // 100,000 sections with a problem each; a search through all problems for each section would take minutes.
        _home.WriteCredentials(string.Concat(Enumerable.Repeat("[a]\nx\n", 100_000)));

        var work = Task.Run(() => _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a"), TestContext.Current.CancellationToken);
        await work.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_problem_in_our_profile_is_fatal_and_shows_no_text_of_the_line()
    {
        TestKeys keys = TestKeys.Temporary();
        _home.WriteCredentials(keys.Section("a", $"{keys.SecretAccessKey}"));

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a");

        Assert.Contains($"{_home.CredentialsPath}, line 5, column 41", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(keys.SecretAccessKey, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_in_our_profile_of_the_other_file_is_fatal_too()
    {
        _home.WriteCredentials(TestKeys.Temporary().Section("a")).WriteConfig("[profile a]\nnonsense\n");

        Assert.Equal(_home.ConfigPath, (await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a")).Target);
    }

    [Fact]
    public async Task A_problem_in_another_profile_is_harmless()
    {
        _home.WriteCredentials("[b]\nnonsense\n" + TestKeys.Temporary().Section("a")).WriteConfig("nonsense\n[profile b]\n = x\n");

        Assert.NotNull(await _home.ResolveAsync("a"));
    }

    [Fact]
    public async Task A_broken_header_is_told_when_the_profile_is_not_found()
    {
        _home.WriteCredentials("[b]\n" + TestKeys.Temporary().Section("a").Replace("[a]", "[a", StringComparison.Ordinal));

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a");

        Assert.Contains("line 2, column 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_below_a_broken_header_belong_to_nobody()
    {
        _home.WriteCredentials(TestKeys.Temporary(1).Section("a") + "[b\n" + string.Join('\n', TestKeys.Temporary(2).Section("x").Split('\n')[1..]));

        Assert.Equal(TestKeys.Temporary(1).AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Fact]
    public async Task A_file_with_lone_carriage_returns_for_line_ends_is_told()
    {
        _home.WriteCredentials(TestKeys.Temporary().Section("a").Replace('\n', '\r'));

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.ProfileFileInvalid, "a");

        Assert.Contains("line 1, column 4", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lone_carriage_return_inside_of_a_key_is_refused()
    {
        _home.WriteCredentials("[a]\naws_access_key_id = AKIA\rX\naws_secret_access_key = s\n");

        await _home.RefusesAsync(KeepaliveErrorCode.CredentialMalformed, "a");
    }

    [Fact]
    public async Task An_empty_profile_has_no_credential()
    {
        _home.WriteCredentials("[a]\n");

        await _home.RefusesAsync(KeepaliveErrorCode.CredentialNotFound, "a");
    }
}
