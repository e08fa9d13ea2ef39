using System.Text.Json.Nodes;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Prompts;
using Keepalive.Secrets;
using Keepalive.Sessions;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Login;

/// <summary>A home whose profile <c>work</c> has a recipe and stored secrets, and a dummy as its login tool.</summary>
internal sealed class LoginHome : IDisposable
{
    public const string Password = "correct horse Battery 7 staple";
    public const string Seed = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    private readonly SyntheticHome _home = new(new ManualClock());
    private readonly MemorySecretStore _store = new();
    private readonly SecretKeeper _keeper;

    public LoginHome()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = StateFolder;
        _home.Variables["CLAUDE_AWS_CONFIG"] = ConfigurationFile;
        _home.Variables["AWS_SHARED_CREDENTIALS_FILE"] = Credentials;
        _home.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"; // Nobody is there: a new key is asked about, and no test asks AWS.
        _keeper = SecretKeeper.Of(KeepaliveConfiguration.Default, _store, TimeProvider.System);
        Configure("ok");
        Store(Password);
    }

    public SystemEnvironment Environment => _home.Environment;

    /// <summary>Answers what is not stored; null: nobody can be asked.</summary>
    public IPersonPrompt? Person { get; set; }

    /// <summary>In a folder that rests: a file that is missing in one that has just changed is waited for, a second a login.</summary>
    public string Credentials => _home.CredentialsPath;

    public string StateFolder => Path.Combine(_home.Folder, "state");

    public string ConfigurationFile => Path.Combine(_home.Folder, "config.json");

    public string Folder => _home.Folder;

    public SignInEntry Entry => new SignInLedger(WorkerPaths.OfProfile(Environment, "work"), TimeProvider.System).Read()!;

    public Task<string> RunAsync(IProgress<SignInProgress>? progress = null, CancellationToken? cancellationToken = null) =>
        new AutoLoginRequest { Profile = "work", Keeper = _keeper, Prompt = Person }
            .RunAsync(Environment, progress, TimeProvider.System, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Takes the keys of the last login away, a while ago.</summary>
    public void RemoveCredentials()
    {
        File.Delete(Credentials);
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(Credentials)!, DateTime.UtcNow - SyntheticHome.LongAgo);
    }

    public void Store(string password)
    {
        using Secret secret = Secret.FromText(password);
        _store.Write(SecretName.ForProfile("work", SecretKind.Password), secret, TestContext.Current.CancellationToken);
        using Secret seed = Secret.FromText(Seed);
        _store.Write(SecretName.ForProfile("work", SecretKind.Totp), seed, TestContext.Current.CancellationToken);
    }

    /// <summary>The store has none of these secrets.</summary>
    public void Forget(params SecretKind[] kinds) =>
        Array.ForEach(kinds, kind => _store.Remove(SecretName.ForProfile("work", kind), TestContext.Current.CancellationToken));

    public void Configure(string outcome, string tool = "saml2aws", string style = "Plain") => File.WriteAllText(ConfigurationFile, new JsonObject
    {
        ["recipe"] = "mine",
        ["loginRole"] = "Admin",
        ["loginUser"] = "me",
        ["recipes"] = new JsonObject
        {
            ["mine"] = new JsonObject
            {
                ["extends"] = tool,
                ["command"] = new JsonArray(DummyProgram.Path, "at-terminal", "login-tool", tool, outcome, style, DummyProgram.HashOf(Password), Credentials),
            },
        },
    }.ToJsonString());

    public void Dispose() => _home.Dispose();
}
