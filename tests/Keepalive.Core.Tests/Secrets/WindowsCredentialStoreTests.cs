using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Platform.Native.Advapi32;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Secrets;

/// <summary>On Windows, and under Wine: the real Credential Manager and the real Data Protection API, with names of their own.</summary>
[SupportedOSPlatform("windows")]
public sealed class WindowsCredentialStoreTests : IDisposable
{
    private readonly SyntheticHome _home = new();
    private readonly string _profile = $"test-{Guid.NewGuid():n}";
    private readonly SecretKeeper _keeper;

    public WindowsCredentialStoreTests()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "The Credential Manager is a part of Windows.");
        _home.Variables["LOCALAPPDATA"] = _home.Folder;
        _keeper = SecretKeeper.Open(_home.Environment, KeepaliveConfiguration.Default, store: null, TimeProvider.System);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SecretName Name => SecretName.ForProfile(_profile, SecretKind.Password);

    private string[] Files => Directory.GetFiles(_home.Folder, "*.dpapi", SearchOption.AllDirectories);

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            CredDelete.Delete("claude-aws/" + Name.CaselessKey, out _);
        }

        _home.Dispose();
    }

    [Fact]
    public async Task Keeps_a_password_in_the_Credential_Manager()
    {
        await WriteAsync("pässwörd-𝄞");

        Assert.Equal("credential-manager", _keeper.Store!.Name);
        Assert.Equal("pässwörd-𝄞", await ReadAsync());
        Assert.Empty(Files);
        Assert.True(await _keeper.RemoveAsync(Name, Stop));
        Assert.False(await _keeper.ExistsAsync(Name, Stop));
    }

    [Fact]
    public async Task Another_process_reads_what_this_one_wrote_and_the_other_way_round()
    {
        await WriteAsync("from-here");
        Assert.Equal("from-here", await OtherAsync("read"));

        await OtherAsync("write", "from-there");
        Assert.Equal("from-there", await ReadAsync());

        Assert.Equal("True", await OtherAsync("remove"));
        Assert.False(await _keeper.ExistsAsync(Name, Stop));
    }

    [Theory]
    [InlineData(WindowsCredentialStore.LongestBlob / 2, false)]
    [InlineData((WindowsCredentialStore.LongestBlob / 2) + 1, true)]
    [InlineData(Secret.MaximumLength, true)]
    public async Task What_is_longer_than_Windows_takes_goes_into_a_protected_file(int length, bool isFile)
    {
        string value = new('x', length);
        await WriteAsync(value);

        Assert.Equal(value, await ReadAsync());
        Assert.Equal(isFile, Files.Length == 1);
        Assert.Equal(0, CredRead.Exists("claude-aws/" + Name.CaselessKey, out bool exists));
        Assert.Equal(isFile, !exists);
        Assert.All(Files, file => Assert.DoesNotContain("xxxx", File.ReadAllText(file, Encoding.Latin1), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_value_that_grows_or_shrinks_is_there_once()
    {
        await WriteAsync("short");
        await WriteAsync(new string('x', 5000));
        Assert.Equal(5000, (await ReadAsync()).Length);

        await WriteAsync("short again");
        Assert.Equal("short again", await ReadAsync());
        Assert.Empty(Files);
        Assert.True(await _keeper.RemoveAsync(Name, Stop));
        Assert.False(await _keeper.ExistsAsync(Name, Stop));
    }

    [Fact]
    public async Task A_protected_file_that_was_changed_or_belongs_to_another_secret_is_an_error()
    {
        await WriteAsync(new string('x', 5000));
        string file = Files.Single();
        byte[] content = await File.ReadAllBytesAsync(file, Stop);
        content[^20] ^= 1;
        await File.WriteAllBytesAsync(file, content, Stop);
        Assert.Equal(KeepaliveErrorCode.SecretStoreFailed, (await Assert.ThrowsAsync<KeepaliveException>(ReadAsync)).Code);

        content[^20] ^= 1;
        SecretName other = SecretName.ForProfile(_profile + "-b", SecretKind.Password);
        await File.WriteAllBytesAsync(file.Replace(_profile, _profile + "-b", StringComparison.Ordinal), content, Stop);
        Assert.Equal(KeepaliveErrorCode.SecretStoreFailed, (await Assert.ThrowsAsync<KeepaliveException>(() => _keeper.ReadAsync(other, Stop))).Code);
    }

    [Fact]
    public async Task Names_that_differ_in_case_alone_have_secrets_of_their_own()
    {
        SecretName upper = SecretName.ForProfile(_profile.ToUpperInvariant(), SecretKind.Password);
        await WriteAsync("lower");
        using Secret secret = Secret.FromText("upper");
        await _keeper.WriteAsync(upper, secret, Stop);

        Assert.Equal("lower", await ReadAsync());
        Assert.True(await _keeper.RemoveAsync(upper, Stop));
        Assert.Equal("lower", await ReadAsync());
    }

    /// <summary>What <c>cmdkey /add</c> makes; a name with a point, since Windows wants one of a server.</summary>
    [Fact]
    public unsafe void What_cmdkey_stored_as_a_domain_credential_is_found_by_its_name()
    {
        string target = $"cc-aws-keepalive.{_profile}";
        fixed (char* targetName = target, user = "test", password = "test")
        {
            Credential credential = new()
            {
                Type = Credential.CRED_TYPE_DOMAIN_PASSWORD,
                TargetName = targetName,
                UserName = user,
                Blob = (byte*)password,
                BlobSize = 4 * sizeof(char),
                Persist = Credential.CRED_PERSIST_LOCAL_MACHINE,
            };
            Assert.NotEqual(0, CredWriteW(&credential, 0));
        }

        try
        {
            Assert.Contains($"cmdkey /delete:{target}", CmdkeyLeftover.TellOnce(_home.Environment), StringComparison.Ordinal);
            Assert.Null(CmdkeyLeftover.TellOnce(_home.Environment));
        }
        finally
        {
            _ = CredDeleteW(target, Credential.CRED_TYPE_DOMAIN_PASSWORD, 0);
        }
    }

    private async Task WriteAsync(string value)
    {
        using Secret secret = Secret.FromText(value);
        await _keeper.WriteAsync(Name, secret, Stop);
    }

    private async Task<string> ReadAsync()
    {
        using Secret secret = await _keeper.ReadAsync(Name, Stop);
        return Encoding.UTF8.GetString(secret.Utf8);
    }

    private async Task<string> OtherAsync(string verb, string value = "") =>
        (await DummyProgram.RunAsync("secret", verb, "credential-manager", _profile, value)).Text().Trim();

    [DllImport("advapi32")]
    private static extern unsafe int CredWriteW(Credential* credential, uint flags);

    [DllImport("advapi32", CharSet = CharSet.Unicode)]
    private static extern int CredDeleteW(string target, uint type, uint flags);
}
