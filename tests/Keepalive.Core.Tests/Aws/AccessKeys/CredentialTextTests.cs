using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Core.Tests.Credentials;
using Keepalive.Platform.Processes;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.AccessKeys;

/// <summary>The exact bytes in which a credential leaves the product.</summary>
public sealed class CredentialTextTests
{
    private static readonly CredentialOrigin Origin = new(CredentialSourceKind.CredentialsFile, "here");

    private static readonly AwsCredential Temporary = new(
        "ASIAEXAMPLE", "s/+=&<>", "t/+==", new CredentialExpiry(new DateTimeOffset(2026, 11, 21, 14, 30, 5, 999, TimeSpan.FromHours(2)), "x"), Origin, "a");

    private static readonly AwsCredential Unknown = new("ASIAEXAMPLE", "s", "t", null, Origin, "a");

    private static readonly AwsCredential LongLived = new("AKIAEXAMPLE", "s", null, null, Origin, "a");

    [Fact]
    public void Claude_gets_one_line() => AssertText(
        """{"Credentials":{"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s/+=&<>","SessionToken":"t/+==","Expiration":"2026-11-21T12:30:05Z"}}""" + "\n",
        Temporary, CredentialFormat.Claude);

    [Fact]
    public void Claude_gets_no_expiration_that_is_not_known() => AssertText(
        """{"Credentials":{"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s","SessionToken":"t"}}""" + "\n", Unknown, CredentialFormat.Claude);

    [Fact]
    public void Claude_gets_no_long_lived_key()
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => CredentialText.Write(LongLived, CredentialFormat.Claude));

        Assert.Equal(KeepaliveErrorCode.LongLivedKeyRefused, exception.Code);
        Assert.Equal("a", exception.Target);
    }

    [Theory]
    [InlineData(CredentialFormat.Process)]
    [InlineData(CredentialFormat.Env)]
    [InlineData(CredentialFormat.PowerShell)]
    public void Everybody_else_takes_a_long_lived_key(CredentialFormat format) => Assert.NotEmpty(CredentialText.Write(LongLived, format));

    [Fact]
    public void Process_is_the_contract_of_the_sdks() => AssertText(
        """{"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s/+=&<>","SessionToken":"t/+==","Expiration":"2026-11-21T12:30:05Z"}""" + "\n",
        Temporary, CredentialFormat.Process);

    [Fact]
    public void Process_leaves_out_what_is_not_there() =>
        AssertText("""{"Version":1,"AccessKeyId":"AKIAEXAMPLE","SecretAccessKey":"s"}""" + "\n", LongLived, CredentialFormat.Process);

    [Fact]
    public void What_process_writes_our_own_reader_takes()
    {
        AwsCredential read = CredentialProcessOutput.Read(CredentialText.Write(Temporary, CredentialFormat.Process), "a", "claude-aws");

        Assert.Equal(Temporary.SecretAccessKey, read.SecretAccessKey);
        Assert.Equal(Temporary.Expiry!.Instant.AddMilliseconds(-999), read.Expiry?.Instant);
    }

    [Fact]
    public void Env_is_for_sh() => AssertText(
        """
        export AWS_ACCESS_KEY_ID='ASIAEXAMPLE'
        export AWS_SECRET_ACCESS_KEY='s/+=&<>'
        export AWS_SESSION_TOKEN='t/+=='
        export AWS_CREDENTIAL_EXPIRATION='2026-11-21T12:30:05Z'
        unset AWS_PROFILE
        unset AWS_DEFAULT_PROFILE

        """.ReplaceLineEndings("\n"), Temporary, CredentialFormat.Env);

    [Fact]
    public void Env_takes_old_values_away() => AssertText(
        """
        export AWS_ACCESS_KEY_ID='AKIAEXAMPLE'
        export AWS_SECRET_ACCESS_KEY='s'
        unset AWS_SESSION_TOKEN
        unset AWS_CREDENTIAL_EXPIRATION
        unset AWS_PROFILE
        unset AWS_DEFAULT_PROFILE

        """.ReplaceLineEndings("\n"), LongLived, CredentialFormat.Env);

    [Fact]
    public void PowerShell_gets_its_own_assignments() => AssertText(
        """
        $Env:AWS_ACCESS_KEY_ID = 'ASIAEXAMPLE'
        $Env:AWS_SECRET_ACCESS_KEY = 's'
        $Env:AWS_SESSION_TOKEN = 't'
        Remove-Item -Path Env:AWS_CREDENTIAL_EXPIRATION -ErrorAction Ignore
        Remove-Item -Path Env:AWS_PROFILE -ErrorAction Ignore
        Remove-Item -Path Env:AWS_DEFAULT_PROFILE -ErrorAction Ignore

        """.ReplaceLineEndings("\n"), Unknown, CredentialFormat.PowerShell);

    [Fact]
    public async Task A_real_shell_reads_env_back()
    {
        ShellProcess.SkipOnWindows();
        using var home = new SyntheticHome();

        // Every character that may occur in a key, so that nothing in it means anything to a shell.
        string odd = string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(character => !"\"'`\\".Contains(character, StringComparison.Ordinal)));
        home.WriteCredentials(new TestKeys("ASIAEXAMPLE000000001", odd, odd).Section("a"));
        string text = Encoding.UTF8.GetString(CredentialText.Write(await home.ResolveAsync("a"), CredentialFormat.Env));
        var command = new ChildCommand("/bin/sh", ["-c", "eval \"$1\"; printf '%s\\n' \"$AWS_ACCESS_KEY_ID\" \"$AWS_SECRET_ACCESS_KEY\" \"$AWS_SESSION_TOKEN\" \"${AWS_PROFILE-gone}\"", "sh", text])
        {
            EnvironmentChanges = new Dictionary<string, string?> { ["AWS_PROFILE"] = "old" },
        };

        ChildOutcome outcome = await ChildProcess.RunAsync(command, 64 * 1024, TestContext.Current.CancellationToken);

        Assert.Equal(["ASIAEXAMPLE000000001", odd, odd, "gone", ""], Encoding.UTF8.GetString(outcome.StandardOutput).Split('\n'));
    }

    [Fact]
    public void An_unknown_format_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CredentialText.Write(Temporary, (CredentialFormat)99));

    private static void AssertText(string expected, AwsCredential credential, CredentialFormat format) =>
        Assert.Equal(Encoding.UTF8.GetBytes(expected), CredentialText.Write(credential, format));
}
