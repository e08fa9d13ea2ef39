using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Secrets;

/// <summary>Linux: a real keyring on a session bus of its own, used by processes of their own, since libraries read the real environment.</summary>
public sealed class SecretServiceStoreTests(KeyringSession keyring) : IClassFixture<KeyringSession>
{
    private readonly string _profile = $"test-{Guid.NewGuid():n}";

    [Fact]
    public async Task Keeps_a_password_for_other_processes_until_it_is_removed()
    {
        Assert.Equal("", await keyring.DummyAsync("write", _profile, "pässwörd-𝄞 '\"\\"));
        Assert.Equal("True", await keyring.DummyAsync("exists", _profile));
        Assert.Equal("pässwörd-𝄞 '\"\\", await keyring.DummyAsync("read", _profile));

        Assert.Equal("", await keyring.DummyAsync("write", _profile, "another"));
        Assert.Equal("another", await keyring.DummyAsync("read", _profile));

        Assert.Equal("True", await keyring.DummyAsync("remove", _profile));
        Assert.Equal("False", await keyring.DummyAsync("remove", _profile));
        Assert.StartsWith("SecretNotFound: ", await keyring.DummyAsync("read", _profile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_a_long_value_whole()
    {
        string value = new('x', 16 * 1024);

        Assert.Equal("", await keyring.DummyAsync("write", _profile, value));
        Assert.Equal(value, await keyring.DummyAsync("read", _profile));
    }

    [Fact]
    public async Task Is_found_by_the_system_s_own_tool()
    {
        await keyring.DummyAsync("write", _profile, "seen by secret-tool");

        Assert.Equal("seen by secret-tool", await keyring.SecretToolAsync("lookup", "application", "claude-aws", "key", $"profile/{_profile}/password"));
    }

    [Fact]
    public async Task A_bus_without_a_keyring_is_told_with_what_there_is()
    {
        string said = await keyring.WithoutKeyringAsync("exists", _profile);

        Assert.StartsWith("SecretStoreUnavailable: ", said, StringComparison.Ordinal);
        Assert.Contains("secret-service: ", said, StringComparison.Ordinal);
        Assert.Contains("plaintext: ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_session_bus_nothing_is_loaded_and_nothing_started()
    {
        using var home = new SyntheticHome();

        Assert.StartsWith("there is no D-Bus session bus", new SecretServiceStore(home.Environment).FindObstacle(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
