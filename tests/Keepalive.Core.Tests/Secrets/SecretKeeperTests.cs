using System.Text;
using Keepalive.Configuration;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Secrets;

public sealed class SecretKeeperTests : IDisposable
{
    private static readonly SecretName Password = SecretName.ForProfile("work", SecretKind.Password);
    private static readonly SecretName Seed = SecretName.ForProfile("work", SecretKind.Totp);

    private readonly SyntheticHome _home = new();
    private readonly MemorySecretStore _store = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SecretKeeper Keeper => SecretKeeper.Of(KeepaliveConfiguration.Default, _store, TimeProvider.System);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Gives_back_what_it_was_given_until_it_is_removed()
    {
        await WriteAsync(Keeper, Password, " a b\t'\"\\ü𝄞 ");

        Assert.Equal(" a b\t'\"\\ü𝄞 ", await ReadAsync(Keeper, Password));
        Assert.True(await Keeper.ExistsAsync(Password, Stop));
        Assert.True(await Keeper.RemoveAsync(Password, Stop));
        Assert.False(await Keeper.RemoveAsync(Password, Stop));
        Assert.False(await Keeper.ExistsAsync(Password, Stop));
        Assert.Equal(KeepaliveErrorCode.SecretNotFound, await CodeAsync(() => ReadAsync(Keeper, Password)));
    }

    [Fact]
    public async Task Removing_leaves_nothing_that_was_kept_beside_it()
    {
        using Secret secret = Secret.FromText("pw");
        await Keeper.WriteAsync(Password, secret, Stop);
        await Keeper.FingerprintAsync(Password, secret, Stop);

        await Keeper.RemoveAsync(Password, Stop);

        Assert.Empty(_store.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("cr\r")]
    [InlineData("zero\0byte")]
    public async Task Keeps_nothing_that_would_answer_more_than_one_prompt(string value)
    {
        Assert.Equal(KeepaliveErrorCode.SecretInvalid, await CodeAsync(() => WriteAsync(Keeper, Password, value)));
        Assert.Empty(_store.Keys);
    }

    [Fact]
    public async Task Keeps_no_seed_that_makes_no_codes() =>
        Assert.Equal(KeepaliveErrorCode.TotpSeedInvalid, await CodeAsync(() => WriteAsync(Keeper, Seed, "hunter2!")));

    [Fact]
    public async Task A_forbidden_seed_is_neither_kept_nor_used_but_can_be_removed()
    {
        await WriteAsync(Keeper, Seed, "GEZDGNBVGY3TQOJQ");
        SecretKeeper strict = SecretKeeper.Of(KeepaliveConfiguration.Default with { ForbidStoredTotpSeeds = true }, _store, TimeProvider.System);

        Assert.Equal(KeepaliveErrorCode.TotpSeedForbidden, await CodeAsync(() => WriteAsync(strict, Seed, "GEZDGNBVGY3TQOJQ")));
        Assert.Equal(KeepaliveErrorCode.TotpSeedForbidden, await CodeAsync(() => ReadAsync(strict, Seed)));
        await WriteAsync(strict, Password, "pw");
        Assert.True(await strict.RemoveAsync(Seed, Stop));
    }

    [Fact]
    public async Task A_store_that_never_answers_is_waited_for_until_the_limit_only()
    {
        var clock = new ManualClock();
        using var asked = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        _store.Asked = _ =>
        {
            asked.Release();
            release.Wait(TestContext.Current.CancellationToken);
        };
        Task<bool> waiting = SecretKeeper.Of(KeepaliveConfiguration.Default, _store, clock).ExistsAsync(Password, Stop);
        await asked.WaitAsync(Stop);

        clock.Advance(SecretKeeper.DefaultLimit);

        Assert.Equal(KeepaliveErrorCode.TimedOut, await CodeAsync(() => waiting));
        release.Set();
    }

    [Fact]
    public async Task Whoever_is_cancelled_hears_so_though_the_store_never_answers()
    {
        using var cancelled = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        _store.Asked = _ =>
        {
            cancelled.Cancel();
            release.Wait(TestContext.Current.CancellationToken);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Keeper.ExistsAsync(Password, cancelled.Token));
        release.Set();
    }

    [Fact]
    public async Task Nothing_is_touched_before_the_first_secret_is_needed()
    {
        int choices = 0;
        var keeper = new SecretKeeper(KeepaliveConfiguration.Default, _ =>
        {
            choices++;
            return _store;
        }, TimeProvider.System);
        Assert.Equal(0, choices);
        Assert.Null(keeper.Store);

        await keeper.ExistsAsync(Password, Stop);
        await keeper.ExistsAsync(Seed, Stop);

        Assert.Equal(1, choices);
        Assert.Same(_store, keeper.Store);
    }

    [Fact]
    public void The_system_s_store_is_chosen_by_itself_and_a_plain_file_never()
    {
        MemorySecretStore system = new() { Name = "secret-service" };
        MemorySecretStore plain = new() { Name = "plaintext" };

        Assert.Same(system, SecretStores.Choose([system, plain], null, Stop));

        system.Obstacle = "it is on strike";
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => SecretStores.Choose([system, plain], null, Stop));
        Assert.Equal(KeepaliveErrorCode.SecretStoreUnavailable, exception.Code);
        Assert.Contains("secret-service: it is on strike; plaintext: used only if you choose it", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--store", exception.Advice, StringComparison.Ordinal);
        Assert.Equal(0, plain.Probes);
    }

    [Fact]
    public void A_named_store_is_that_one_or_an_error_that_lists_what_there_is()
    {
        MemorySecretStore system = new() { Name = "secret-service" };
        MemorySecretStore plain = new() { Name = "plaintext" };

        Assert.Same(plain, SecretStores.Choose([system, plain], "PlainText", Stop));

        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => SecretStores.Choose([system, plain], "keychain", Stop));
        Assert.Equal("keychain", exception.Target);
        Assert.Contains("secret-service: can be used; plaintext: can be used", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plaintext", null, null)]
    [InlineData(null, "plaintext", "keychain")]
    [InlineData(null, null, "plaintext")]
    [InlineData("plaintext", "keychain", "keychain")]
    public async Task The_caller_names_the_store_before_the_variable_and_that_before_the_configuration(string? caller, string? variable, string? configured)
    {
        if (variable is not null)
        {
            _home.Variables[SecretStoreNames.Variable] = variable;
        }

        if (configured is not null)
        {
            _home.Write(ConfigurationFile.Locate(_home.Environment)!, Encoding.UTF8.GetBytes($$"""{"secretStore": "{{configured}}"}"""));
        }

        SecretKeeper keeper = SecretKeeper.Open(_home.Environment, ConfigurationFile.Read(_home.Environment, _home.Clock), caller, TimeProvider.System);
        await keeper.ExistsAsync(Password, Stop);

        Assert.Equal("plaintext", keeper.Store!.Name);
    }

    [Fact]
    public async Task Two_profiles_may_have_different_stores()
    {
        _home.Write(ConfigurationFile.Locate(_home.Environment)!, """{"secretStore": "keychain", "profiles": {"work": {"secretStore": "plaintext"}}}"""u8);
        SecretChoice choice = SecretChoice.Make("work", account: null, SecretKind.Password, _home.Environment, _home.Clock);

        SecretKeeper keeper = SecretKeeper.Open(_home.Environment, choice.Configuration, store: null, TimeProvider.System);
        await keeper.ExistsAsync(choice.Name, Stop);

        Assert.Equal("plaintext", keeper.Store!.Name);
    }

    [Fact]
    public async Task A_plain_file_is_its_owner_s_alone_and_says_what_it_is()
    {
        SecretKeeper keeper = SecretKeeper.Open(_home.Environment, KeepaliveConfiguration.Default, "plaintext", TimeProvider.System);
        await WriteAsync(keeper, Password, "pw");

        Assert.Equal("pw", await ReadAsync(keeper, Password));
        Assert.Contains("unencrypted", keeper.Store!.Warning, StringComparison.Ordinal);
        string file = Assert.Single(Directory.GetFiles(_home.Folder, "*.txt", SearchOption.AllDirectories));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        }

        Assert.True(await keeper.RemoveAsync(Password, Stop));
        Assert.Empty(Directory.GetFiles(_home.Folder, "*.txt", SearchOption.AllDirectories));
    }

    [Fact]
    [Trait("Migration", "W22")]
    public void What_cmdkey_has_stored_is_told_once()
    {
        string? first = CmdkeyLeftover.TellOnce(_home.Environment, () => "Domain:target=cc-aws-keepalive");

        Assert.Contains("Domain:target=cc-aws-keepalive", first, StringComparison.Ordinal);
        Assert.Null(CmdkeyLeftover.TellOnce(_home.Environment, () => "Domain:target=cc-aws-keepalive"));
    }

    [Fact]
    public void Nothing_is_told_where_cmdkey_has_stored_nothing()
    {
        Assert.Null(CmdkeyLeftover.TellOnce(_home.Environment, () => null));
        Assert.NotNull(CmdkeyLeftover.TellOnce(_home.Environment, () => "cc-aws-keepalive"));
    }

    private static async Task WriteAsync(SecretKeeper keeper, SecretName name, string value)
    {
        using Secret secret = Secret.FromText(value);
        await keeper.WriteAsync(name, secret, Stop);
    }

    private static async Task<string> ReadAsync(SecretKeeper keeper, SecretName name)
    {
        using Secret secret = await keeper.ReadAsync(name, Stop);
        return Encoding.UTF8.GetString(secret.Utf8);
    }

    private static async Task<string> CodeAsync(Func<Task> work) => (await Assert.ThrowsAsync<KeepaliveException>(work)).Code;
}
