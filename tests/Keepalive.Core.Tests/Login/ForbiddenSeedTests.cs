using System.Text;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Configuration;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

/// <summary>A machine's policy forbids stored seeds: none is kept, and one that lies there already makes no code, whatever a user's file or a caller says.</summary>
public sealed class ForbiddenSeedTests : IDisposable
{
    private const string Seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static readonly SecretName s_name = SecretName.ForProfile("work", SecretKind.Totp);

    private readonly SyntheticHome _home = new();
    private readonly MemorySecretStore _store = new();
    private readonly SystemEnvironment _environment;

    public ForbiddenSeedTests()
    {
        _environment = PolicyFileTests.On(_home);
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
        _home.Write(_home.Variables["CLAUDE_AWS_CONFIG"], """{ "forbidStoredTotpSeeds": false, "profiles": { "work": { "forbidStoredTotpSeeds": false } } }"""u8);
        using Secret seed = Secret.FromText(Seed);
        _store.Write(s_name, seed, Stop);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private KeepaliveConfiguration Settings => ConfigurationFile.Read(_environment, _home.Clock).For("work");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Without_it_the_seed_makes_a_code()
    {
        using Secret code = await Answers(Settings).CodeAsync(Stop);
        Assert.Equal(6, code.Utf8.Length);
    }

    [Fact]
    public async Task None_is_kept()
    {
        Forbid();
        using Secret seed = Secret.FromText(Seed);
        SecretChoice choice = SecretChoice.Make("work", account: null, SecretKind.Totp, _environment, _home.Clock);

        Assert.Equal(KeepaliveErrorCode.TotpSeedForbidden, await CodeAsync(() => SecretChange.SetAsync(
            _environment, SecretKeeper.Of(choice.Configuration, new MemorySecretStore(), TimeProvider.System), choice.Name, seed, _home.Clock, Stop)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_lies_there_makes_no_code_even_for_a_caller_whose_keeper_would_give_it(bool isLenient)
    {
        Forbid();
        StoredAnswers answers = Answers(isLenient ? KeepaliveConfiguration.Default : Settings);

        Assert.Equal(KeepaliveErrorCode.TotpSeedForbidden, await CodeAsync(() => answers.CodeAsync(Stop)));
        Assert.Empty(Directory.GetFiles(_home.Folder, "*.last-code", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task It_may_still_be_removed()
    {
        Forbid();
        Assert.True(await SecretKeeper.Of(Settings, _store, TimeProvider.System).RemoveAsync(s_name, Stop));
    }

    private StoredAnswers Answers(KeepaliveConfiguration ofKeeper) => new(
        _environment, Settings, "work", SecretKeeper.Of(ofKeeper, _store, TimeProvider.System), TimeSpan.FromMinutes(1), _home.Clock);

    private void Forbid() => _home.Write(_environment.PolicyFile!, Encoding.UTF8.GetBytes("""{ "forbidStoredTotpSeeds": true }"""));

    private static async Task<string> CodeAsync(Func<Task> work) => (await Assert.ThrowsAsync<KeepaliveException>(work)).Code;
}
