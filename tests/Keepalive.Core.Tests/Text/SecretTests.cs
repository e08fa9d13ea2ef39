using System.Security;
using System.Text;
using Keepalive.Secrets;

namespace Keepalive.Core.Tests.Text;

public sealed class SecretTests
{
    private const string Value = "pässwörd-𝄞-1";

    [Fact]
    public void Shows_nothing_of_its_value()
    {
        using Secret secret = Secret.FromText(Value);

        Assert.Equal("(secret)", $"{secret}");
        Assert.Equal(Value, Encoding.UTF8.GetString(secret.Utf8));
    }

    [Fact]
    public void Is_zeroed_when_it_is_disposed_of()
    {
        Secret secret = Secret.FromText(Value);
        ReadOnlySpan<byte> memory = secret.Utf8;

        secret.Dispose();

        Assert.True(memory.IndexOfAnyExcept((byte)0) < 0);
        Assert.Throws<ObjectDisposedException>(() => _ = secret.Utf8.Length);
    }

    [Fact]
    public void Comes_whole_through_a_secure_string()
    {
        using var typed = new SecureString();
        foreach (char character in Value)
        {
            typed.AppendChar(character);
        }

        using Secret secret = Secret.FromSecureString(typed);
        using SecureString copy = secret.ToSecureString();
        using Secret again = Secret.FromSecureString(copy);

        Assert.Equal(Value, Encoding.UTF8.GetString(again.Utf8));
        Assert.True(copy.IsReadOnly());
    }

    [Theory]
    [InlineData("dev", SecretKind.Password, "profile/dev/password", "password of profile 'dev'")]
    [InlineData("a/b c", SecretKind.Totp, "profile/a/b c/totp", "TOTP seed of profile 'a/b c'")]
    public void Is_named_by_whose_and_which_it_is(string profile, SecretKind kind, string key, string description)
    {
        SecretName name = SecretName.ForProfile(profile, kind);

        Assert.Equal(key, name.Key);
        Assert.Equal(description, $"{name}");
        Assert.Equal(kind, name.Kind);
    }

    [Fact]
    public void Names_that_differ_in_case_alone_stay_apart_where_the_system_takes_them_for_one()
    {
        string[] keys = [.. ((string[])["dev", "Dev", "DEV"]).Select(profile => SecretName.ForProfile(profile, SecretKind.Password).CaselessKey.ToLowerInvariant())];

        Assert.Equal(3, keys.Distinct().Count());
        Assert.Equal("profile/dev/password", keys[0]);
    }

    [Fact]
    public void A_profile_and_an_account_of_one_name_have_secrets_of_their_own() =>
        Assert.NotEqual(SecretName.ForProfile("a", SecretKind.Password), SecretName.ForAccount("a", SecretKind.Password));

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    public void A_name_that_no_store_takes_is_refused(string profile) =>
        Assert.Equal(KeepaliveErrorCode.SecretInvalid, Assert.Throws<KeepaliveException>(() => SecretName.ForProfile(profile, SecretKind.Password)).Code);

    [Fact]
    public void Typed_characters_can_be_taken_back_pairs_as_one()
    {
        using var input = new SecretInput();
        foreach (char character in "ab𝄞")
        {
            Assert.True(input.Append(character));
        }

        input.Backspace();
        input.Backspace();
        using Secret secret = input.ToSecret();

        Assert.Equal("a", Encoding.UTF8.GetString(secret.Utf8));
    }

    [Theory]
    [InlineData("pw", "pw")]
    [InlineData("pw\n", "pw")]
    [InlineData("pw\r\n", "pw")]
    [InlineData("\uFEFFpw\r\n", "pw")]
    [InlineData(" pw \n", " pw ")]
    [InlineData("pw\n\n", "pw\n")]
    [InlineData("", "")]
    public async Task A_pipe_gives_the_value_without_its_line_end(string piped, string value)
    {
        using var pipe = new MemoryStream(Encoding.UTF8.GetBytes(piped));

        using Secret secret = await SecretInput.ReadAsync(pipe, SecretName.ForProfile("a", SecretKind.Password), TestContext.Current.CancellationToken);

        Assert.Equal(value, Encoding.UTF8.GetString(secret.Utf8));
    }

    [Fact]
    public async Task A_pipe_that_brings_a_whole_file_is_refused()
    {
        using var pipe = new MemoryStream(new byte[Secret.MaximumLength + 100]);

        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(
            () => SecretInput.ReadAsync(pipe, SecretName.ForProfile("a", SecretKind.Password), TestContext.Current.CancellationToken));

        Assert.Equal(KeepaliveErrorCode.SecretInvalid, exception.Code);
    }
}
