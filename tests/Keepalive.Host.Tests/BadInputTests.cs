using System.Runtime.InteropServices;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>Whatever stands in the files: a designed status, words that name file and reason, no secret, no stack trace, nothing rewritten.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly CompanionHome _home = new();

    [Fact]
    public async Task No_files_at_all() => await FailsAsync(4, "neither file exists");

    [Fact]
    public async Task An_unknown_profile_is_told_with_the_nearest_names()
    {
        _home.WriteCredentials(Keys.Profile("production", "2099-01-01T00:00:00Z"));

        await FailsAsync(4, "Did you mean 'production'?", "--profile", "prodution");
    }

    /// <summary>A script passes a variable that is not set: no other profile may take its place.</summary>
    [Theory]
    [InlineData("export", "--profile", "")]
    [InlineData("export", "-p", " ")]
    [InlineData("refresh", "--profile", "")]
    [InlineData("status", "--profile", "")]
    [InlineData("check", "--profile", "")]
    [InlineData("exec", "-p", "", "--", "true")]
    [InlineData("install", "--dry-run", "--profile", "")]
    [InlineData("config", "set", "--profile", "", "loginUser", "jane")]
    public async Task An_empty_name_of_a_profile_is_refused(params string[] arguments)
    {
        _home.WriteCredentials(Keys.Profile("default", "2099-01-01T00:00:00Z"));

        Run run = await _home.RunAsync(arguments);

        Assert.Equal((64, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains("The profile after --profile is an empty name.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_files_place()
    {
        Directory.CreateDirectory(_home.CredentialsFile);

        await FailsAsync(5, "it is a folder, not a file");
    }

    [Fact]
    public async Task A_line_without_equals_sign_is_told_with_line_and_column()
    {
        _home.WriteCredentials($"[default]\naws_access_key_id = ASIATESTTESTTEST0001\naws_secret_access_key {Keys.Secret}\n");

        await FailsAsync(5, $"{_home.CredentialsFile}, line 3, column ");
    }

    [Fact]
    public async Task A_NUL_byte_in_a_value()
    {
        _home.WriteCredentials($"[default]\naws_access_key_id = ASIATESTTESTTEST0001\naws_secret_access_key = {Keys.Secret}\0\naws_session_token = {Keys.Token}\n");

        await FailsAsync(5, "line 3");
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8()
    {
        byte[] text = [.. "[default]\naws_access_key_id = ASIATESTTESTTEST0001\naws_secret_access_key = "u8, 0xC3, 0x28, (byte)'\n'];
        await File.WriteAllBytesAsync(_home.CredentialsFile, text, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(_home.CredentialsFile, DateTime.UtcNow.AddHours(-1));

        await FailsAsync(5, "line 3");
    }

    [Fact]
    public async Task A_file_that_Windows_PowerShell_wrote_as_UTF_16()
    {
        await File.WriteAllTextAsync(_home.CredentialsFile, Keys.Profile("default", "2099-01-01T00:00:00Z"), System.Text.Encoding.Unicode, TestContext.Current.CancellationToken);

        await FailsAsync(5, "UTF-16");
    }

    [Fact]
    public async Task A_hundred_megabytes_of_noise()
    {
        using (FileStream file = File.Create(_home.CredentialsFile))
        {
            var noise = new byte[1024 * 1024];
            new Random(1).NextBytes(noise);
            for (int i = 0; i < 100; i++)
            {
                await file.WriteAsync(noise, TestContext.Current.CancellationToken);
            }
        }

        await FailsAsync(5, "104857600 bytes");
    }

    [Fact]
    [Trait("Migration", "S11")]
    public async Task A_section_without_keys()
    {
        _home.WriteCredentials("[default]\n");

        await FailsAsync(4, "has no credential");
    }

    [Fact]
    [Trait("Migration", "S11")]
    public async Task Half_a_key_pair()
    {
        _home.WriteCredentials($"[default]\naws_secret_access_key = {Keys.Secret}\n");

        await FailsAsync(6, "the access key id is missing");
    }

    [Fact]
    public async Task A_session_of_aws_login_that_nobody_has_signed_in_to()
    {
        _home.WriteConfig("[default]\nlogin_session = arn:aws:iam::123456789012:user/x\n");

        await FailsAsync(10, "not signed in");
    }

    [Fact]
    public async Task A_role_whose_source_does_not_exist()
    {
        _home.WriteConfig("[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n");

        await FailsAsync(4, "default → base");
    }

    [Fact]
    public async Task A_sign_in_that_nobody_made()
    {
        _home.WriteConfig(SignedInFiles.Profile("default") + SignedInFiles.Session());

        await FailsAsync(10, "You are not signed in to 'corp'");
    }

    [Theory]
    [InlineData("echo hello", 7, "text that is not JSON")]
    [InlineData("echo '{\"Version\":2}'", 7, "did not print Version 1")]
    [InlineData("true", 7, "printed nothing")]
    [InlineData("echo TokenThatNobodyMaySee/1234567890 >&2; exit 5", 7, "ended with exit status 5")]
    [InlineData("kill -9 $$", 7, "was stopped by signal 9")]
    [InlineData("yes SecretThatNobodyMaySee/1234567890", 7, "printed more than 1 MiB")]
    [InlineData("sleep 600", 8, "took longer than 1 s")]
    public async Task A_credential_process_that_misbehaves(string script, int status, string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs are shell scripts");
        if (OperatingSystem.IsWindows())
        {
            return; // For the analyzer, which does not know SkipWhen.
        }

        string path = Path.Combine(_home.Folder, "tool");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _home.WriteConfig($"[default]\ncredential_process = {path}\n");

        await FailsAsync(status, words, "--timeout", "1");
    }

    [Fact]
    public async Task A_credentials_file_that_is_a_pipe_nobody_writes_to_does_not_hang()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a named pipe of Unix");
        Assert.Equal(0, MakeFifo(_home.CredentialsFile, 0x180));

        await FailsAsync(5, "it is a pipe without a writer");
    }

    public void Dispose() => _home.Dispose();

    private async Task FailsAsync(int status, string words, params string[] options)
    {
        bool isFile = File.Exists(_home.CredentialsFile) && new FileInfo(_home.CredentialsFile).Length > 0;
        byte[]? before = isFile ? await File.ReadAllBytesAsync(_home.CredentialsFile, TestContext.Current.CancellationToken) : null;

        Run run = await _home.ExportAsync(options);

        Assert.Equal((status, string.Empty), (run.ExitStatus, run.Output));
        Assert.StartsWith("claude-aws: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Secret, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Token, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, run.Errors.Count(character => character == '\n'));
        if (before is not null)
        {
            Assert.Equal(before, await File.ReadAllBytesAsync(_home.CredentialsFile, TestContext.Current.CancellationToken));
        }
    }

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int MakeFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
