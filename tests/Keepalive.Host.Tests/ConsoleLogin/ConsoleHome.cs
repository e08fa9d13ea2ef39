using System.Diagnostics;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.ConsoleLogin;

/// <summary>A home whose profile gets its credential from <c>aws login</c>, and the stand-in for the sign-in service.</summary>
internal sealed class ConsoleHome : IAsyncDisposable
{
    public const string Profile = "console";

    private ConsoleHome(SandboxServer server)
    {
        Server = server;
        Home.Variables["CLAUDE_AWS_STATE"] = StateFolder;
        foreach (string name in new[] { "http_proxy", "https_proxy", "all_proxy", "no_proxy" })
        {
            Home.Variables[name] = null;
            Home.Variables[name.ToUpperInvariant()] = null;
        }

        foreach ((string name, string value) in server.Variables)
        {
            Home.Variables[name] = value;
        }

        Arn = server.Options.ConsoleIdentity;
        Home.WriteConfig($"[profile {Profile}]\nlogin_session = {Arn}\nregion = us-east-1\n");
        Directory.CreateDirectory(CacheFolder);
        Session = server.ConsoleSignIn.SignIn();
    }

    public CompanionHome Home { get; } = new();

    public SandboxServer Server { get; }

    public string Arn { get; }

    /// <summary>The session that the file was written from.</summary>
    public ConsoleSession Session { get; private set; }

    public string CacheFolder => Path.Combine(Home.Folder, ".aws", "login", "cache");

    public string StateFolder => Path.Combine(Home.Folder, "state");

    public string File => Path.Combine(CacheFolder, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Arn))) + ".json");

    public int Refreshes => Server.Log.Count(SandboxOperation.CreateOAuth2Token, static request => request["grantType"] == "refresh_token");

    /// <summary>Signed out: there is no file.</summary>
    public static async Task<ConsoleHome> SignedOutAsync(SandboxOptions? options = null) => new(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken));

    /// <summary>Begins with a credential that has this much left; negative when it has ended.</summary>
    public static async Task<ConsoleHome> WithCredentialThatLastsAsync(TimeSpan left, SandboxOptions? options = null, bool pkcs8 = false)
    {
        ConsoleHome home = await SignedOutAsync(options);
        home.Server.ConsoleSignIn.RevokeAll();
        home.Session = home.Server.ConsoleSignIn.SignIn(pkcs8);
        home.Write(left);
        return home;
    }

    public static Task<ConsoleHome> WithEndedCredentialAsync(SandboxOptions? options = null) => WithCredentialThatLastsAsync(TimeSpan.FromMinutes(-1), options);

    public void Write(TimeSpan left) => CompanionHome.WriteRested(File, Session.ToFile(DateTimeOffset.UtcNow + left, ", \"keyOfAnotherTool\": \"stays\""));

    /// <summary>Signs in anew, and forgets all that was asked and kept.</summary>
    public void StartOver()
    {
        if (Directory.Exists(StateFolder))
        {
            Directory.Delete(StateFolder, recursive: true);
        }

        Server.ConsoleSignIn.RevokeAll();
        Server.Log.Clear();
        Server.Faults.Clear();
        Session = Server.ConsoleSignIn.SignIn();
        Write(TimeSpan.FromMinutes(-1));
    }

    /// <summary>As after a quarter of an hour: the credential in the file, whoever wrote it, has ended.</summary>
    public void EndCredential()
    {
        JsonObject file = Read();
        file["accessToken"]!["expiresAt"] = Timestamp.Format(DateTimeOffset.UtcNow.AddMinutes(-1));
        CompanionHome.WriteRested(File, file.ToJsonString());
    }

    /// <summary>The file as it is now; fails when it is torn.</summary>
    public JsonObject Read() => JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject();

    public string RefreshToken => Read()["refreshToken"]!.GetValue<string>();

    public Task<Run> ExportAsync() => Home.ExportAsync("--profile", Profile);

    public Process Start(params string[] arguments)
    {
        Process process = Home.Start(CompanionHome.Companion, [.. arguments, "--profile", Profile]);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>The key that was handed out, as the service knows it.</summary>
    public SandboxKey KeyOf(Run run)
    {
        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        return Assert.IsType<SandboxKey>(Server.Keys.Find(JsonNode.Parse(run.Output)!["Credentials"]!["AccessKeyId"]!.GetValue<string>()));
    }

    /// <summary>Nothing on standard output; on standard error the designed words, and no secret.</summary>
    public async Task ExportFailsAsync(string code, string words)
    {
        Run run = await ExportAsync();

        Assert.True(run.ExitStatus == ExitStatus.Of(code), $"{run.ExitStatus} instead of {code}: {run.Errors}");
        Assert.Equal(string.Empty, run.Output);
        Assert.StartsWith("claude-aws: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        AssertHoldsNoSecret(run.Errors);
    }

    /// <summary>No token of any session, no code and no private key.</summary>
    public void AssertHoldsNoSecret(string text)
    {
        Assert.DoesNotContain("corSandbox", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cocSandbox", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SandboxSecret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SandboxToken", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Session.DpopKey.Split('\n')[1], text, StringComparison.Ordinal);
    }

    /// <summary>None of them is in a file of the state folder.</summary>
    public void AssertStateHoldsNoSecret()
    {
        foreach (string file in Directory.EnumerateFiles(StateFolder, "*", SearchOption.AllDirectories))
        {
            AssertHoldsNoSecret(System.IO.File.ReadAllText(file, System.Text.Encoding.Latin1));
        }
    }

    /// <summary>The files that a write which was cut off has left.</summary>
    public string[] TemporaryFiles() => [.. new[] { CacheFolder, StateFolder }.Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.tmp", SearchOption.AllDirectories))];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }
}
