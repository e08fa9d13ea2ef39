using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>A home whose profile gets its role from IAM Identity Center, and the stand-in for that service.</summary>
internal sealed class SandboxHome : IAsyncDisposable
{
    public const string Profile = "sso";

    private SandboxHome(SandboxServer server)
    {
        Server = server;
        Home.Variables["CLAUDE_AWS_STATE"] = StateFolder;
        Home.Variables["AWS_DEFAULT_REGION"] = "us-east-1";
        foreach (string name in new[] { "http_proxy", "https_proxy", "all_proxy", "no_proxy" })
        {
            Home.Variables[name] = null;
            Home.Variables[name.ToUpperInvariant()] = null;
        }

        foreach ((string name, string value) in server.Variables)
        {
            Home.Variables[name] = value;
        }

        Home.WriteConfig(SignedInFiles.Profile("profile sso", SignedInFiles.SandboxAccount, "us-east-1") + SignedInFiles.Session("us-east-1", withScopes: true));
        Directory.CreateDirectory(CacheFolder);
        SignIn = server.IdentityCenter.SignIn();
    }

    public CompanionHome Home { get; } = new();

    public SandboxServer Server { get; }

    /// <summary>What the token file was seeded with.</summary>
    public FinishedSignIn SignIn { get; private set; }

    public string CacheFolder => Path.Combine(Home.Folder, ".aws", "sso", "cache");

    public string StateFolder => Path.Combine(Home.Folder, "state");

    public string TokenFile => Path.Combine(Home.Folder, SignedInFiles.TokenPath);

    /// <summary>Begins with a token that has this much left; negative when it has ended.</summary>
    public static async Task<SandboxHome> WithTokenThatLastsAsync(TimeSpan left, SandboxOptions? options = null)
    {
        var home = new SandboxHome(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken));
        home.WriteToken(left);
        return home;
    }

    public static Task<SandboxHome> WithEndedTokenAsync() => WithTokenThatLastsAsync(TimeSpan.FromMinutes(-1));

    /// <summary>Signs in anew and forgets what was asked and cached.</summary>
    public void StartOver()
    {
        if (Directory.Exists(StateFolder))
        {
            Directory.Delete(StateFolder, recursive: true);
        }

        Server.IdentityCenter.RevokeAll();
        Server.Log.Clear();
        Server.Faults.Clear();
        SignIn = Server.IdentityCenter.SignIn();
        WriteToken(TimeSpan.FromMinutes(-1));
    }

    public void WriteToken(TimeSpan left) => CompanionHome.WriteRested(TokenFile, SignedInFiles.Token(
        Timestamp.Format(DateTimeOffset.UtcNow + left),
        Timestamp.Format(SignIn.RegistrationExpiresAt),
        SignIn.RefreshToken,
        SignIn.AccessToken,
        ", \"keyOfAnotherTool\": \"stays\"",
        region: "us-east-1",
        client: (SignIn.ClientId, SignIn.ClientSecret)));

    /// <summary>The profile as it was written before there were sso-sessions, by hand, and its token in the file of that form.</summary>
    public void WriteOldForm()
    {
        const string StartUrl = SignedInFiles.StartUrl + "#/";
        Home.WriteConfig($"\uFEFF[profile sso] # work\nsso_start_url = {StartUrl}\nSSO_Region = us-east-1\nsso_account_id = 111122223333 ; the first\nsso_role_nam = Developer\nregion = us-east-1\n");
#pragma warning disable CA5350 // The name of the file, as every AWS tool makes it.
        string name = Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(StartUrl)));
#pragma warning restore CA5350
        File.Move(TokenFile, Path.Combine(CacheFolder, $"{name}.json"));
    }

    /// <summary>As after an hour: the token in the file, whoever wrote it, and what is cached of it have ended.</summary>
    public void EndToken()
    {
        if (Directory.Exists(StateFolder))
        {
            Directory.Delete(StateFolder, recursive: true);
        }

        JsonObject token = ReadToken();
        token["expiresAt"] = Timestamp.Format(DateTimeOffset.UtcNow.AddMinutes(-1));
        CompanionHome.WriteRested(TokenFile, token.ToJsonString());
    }

    /// <summary>The token file as it is now; fails when it is torn.</summary>
    public JsonObject ReadToken() => JsonNode.Parse(File.ReadAllText(TokenFile))!.AsObject();

    public Task<Run> ExportAsync() => Home.ExportAsync("--profile", Profile);

    /// <param name="leadsGroup">It leads a process group of its own, where there is a program for that.</param>
    public System.Diagnostics.Process StartExport(bool leadsGroup = false)
    {
        string[] words = ["export", "--profile", Profile];
        System.Diagnostics.Process process = leadsGroup && OperatingSystem.IsLinux()
            ? Home.Start("setsid", [CompanionHome.Companion, .. words])
            : Home.Start(CompanionHome.Companion, words);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>What was handed out, as the service knows it.</summary>
    public SandboxKey KeyOf(Run run)
    {
        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        return KeyOf(JsonNode.Parse(run.Output)!["Credentials"]!["AccessKeyId"]!.GetValue<string>());
    }

    public SandboxKey KeyOf(string accessKeyId) => Assert.IsType<SandboxKey>(Server.Keys.Find(accessKeyId));

    /// <summary>Nothing on standard output; on standard error the designed words, and no secret.</summary>
    public async Task ExportFailsAsync(string code, string words)
    {
        Run run = await ExportAsync();

        Assert.True(run.ExitStatus == ExitStatus.Of(code), $"{run.ExitStatus} instead of {code}: {run.Errors}");
        Assert.Equal(string.Empty, run.Output);
        Assert.StartsWith("claude-aws: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Scripted:", run.Errors, StringComparison.Ordinal);
        AssertHoldsNoSecret(run.Errors);
    }

    public void AssertHoldsNoSecret(string text)
    {
        foreach (string secret in new[] { SignIn.AccessToken, SignIn.RefreshToken, SignIn.ClientSecret })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("aoaSandbox", text, StringComparison.Ordinal);
        Assert.DoesNotContain("aorSandbox", text, StringComparison.Ordinal);
    }

    /// <summary>What a write that was cut off has left.</summary>
    public string[] TemporaryFiles() => [.. new[] { CacheFolder, StateFolder }.Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.tmp", SearchOption.AllDirectories))];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }
}
