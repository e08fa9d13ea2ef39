using System.Text;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Secrets;

/// <summary>The list names each secret once, with its place, and reads no value.</summary>
public sealed class SecretListTests : IDisposable
{
    private readonly SyntheticHome _home = new();
    private readonly MemorySecretStore _store = new();

    public SecretListTests()
    {
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
        _home.WriteConfig("[profile dev]\nregion = eu-west-1\n[profile prod]\nregion = eu-west-1\n[profile work]\nregion = eu-west-1\n[profile plain]\nregion = eu-west-1\n");
        Configure("""
            { "profiles": {
              "dev": { "loginAccount": "corp", "recipe": "saml2aws" }, "prod": { "loginAccount": "corp", "recipe": "saml2aws" },
              "work": { "passwordCommand": "op read op://Work/PlantedSecret", "totpCommand": "ykman oath" },
              "new": { "recipe": "saml2aws" } } }
            """);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Names_accounts_once_commands_by_their_program_and_what_a_recipe_misses()
    {
        using Secret secret = Secret.FromText("x");
        _store.Write(SecretName.ForAccount("corp", SecretKind.Password), secret, Stop);
        _store.Write(SecretName.ForProfile("plain", SecretKind.Totp), secret, Stop);

        SecretList list = await ReadAsync();

        Assert.Null(list.Fault);
        Assert.Equal(
            [
                "dev,prod Password corp the memory of a test", "new Password  not stored", "plain Totp  the memory of a test",
                "work Password  passwordCommand (op)", "work Totp  totpCommand (ykman)",
            ],
            list.Entries.Select(static entry => $"{string.Join(',', entry.Profiles)} {entry.Kind} {entry.Account} {entry.Place}"));
    }

    [Fact]
    public async Task One_profile_can_be_chosen() =>
        Assert.Equal(["work", "work"], (await ReadAsync("work")).Entries.Select(static entry => entry.Profiles.Single()));

    [Fact]
    public async Task A_store_that_fails_is_asked_once_and_the_commands_are_listed()
    {
        int asked = 0;
        _store.Asked = _ =>
        {
            asked++;
            throw KeepaliveErrors.SecretStoreFailed("the store", "it is locked");
        };

        SecretList list = await ReadAsync();

        Assert.Equal((KeepaliveErrorCode.SecretStoreFailed, 1), (list.Fault!.Code, asked));
        Assert.Contains(list.Entries, static entry => entry is { Setting: "passwordCommand", Exists: true });
        Assert.Contains(list.Entries, static entry => entry is { Exists: null, Place: "unknown" });
    }

    [Fact]
    public async Task A_profile_whose_name_no_store_takes_is_left_out()
    {
        _home.WriteConfig($"[profile {new string('x', 300)}]\nregion = eu-west-1\n");
        Assert.DoesNotContain((await ReadAsync()).Entries, static entry => entry.Profiles[0].Length > 200);
    }

    private Task<SecretList> ReadAsync(string? profile = null) =>
        SecretList.ReadAsync(_home.Environment, profile, settings => SecretKeeper.Of(settings, _store, TimeProvider.System), _home.Clock, Stop);

    private void Configure(string json) => _home.Write(_home.Variables["CLAUDE_AWS_CONFIG"], Encoding.UTF8.GetBytes(json));
}
