using System.Text.Json.Nodes;
using Keepalive.Sandbox.ClaudeCode;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Tests.ClaudeCode;

/// <summary>A home with settings whose helpers are small shell commands, and the services.</summary>
internal sealed class ClientHome : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keepalive-miniature-client-");

    private ClientHome(SandboxServer server) => Server = server;

    public SandboxServer Server { get; }

    public SkippingClock Clock { get; private init; } = new();

    public JsonObject Settings { get; } = [];

    public string Folder => _folder.FullName;

    private string SettingsFile => Path.Combine(Folder, "settings.json");

    /// <summary>What the stand-in for the export prints.</summary>
    private string KeyFile => Path.Combine(Folder, "key.json");

    public static async Task<ClientHome> StartAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for the helpers are words for sh.");
        var clock = new SkippingClock();
        return new ClientHome(await SandboxServer.StartAsync(new SandboxOptions { Clock = clock }, TestContext.Current.CancellationToken)) { Clock = clock };
    }

    public MiniatureClient Open(bool isHeadless = false)
    {
        WriteSettings();
        var variables = new Dictionary<string, string?>(Server.Variables.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)) { ["HOME"] = Folder };
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("AWS_", StringComparison.Ordinal) && !variables.ContainsKey(name))
            {
                variables[name] = null;
            }
        }

        return new MiniatureClient(new ClientOptions { SettingsFile = SettingsFile, Folder = Folder, Variables = variables, IsHeadless = isHeadless, Clock = Clock });
    }

    public void WriteSettings() => File.WriteAllText(SettingsFile, Settings.ToJsonString());

    /// <summary>From now on the export prints this key.</summary>
    public SandboxKey HandOut(TimeSpan lifetime)
    {
        SandboxKey key = Server.Keys.IssueTemporary("AROATEST:me", "arn:aws:sts::111122223333:assumed-role/Test/me", Clock.GetUtcNow() + lifetime);
        File.WriteAllText(KeyFile, new JsonObject
        {
            ["Credentials"] = new JsonObject
            {
                ["AccessKeyId"] = key.AccessKeyId,
                ["SecretAccessKey"] = key.SecretAccessKey,
                ["SessionToken"] = key.SessionToken,
                ["Expiration"] = key.Expiration!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            },
        }.ToJsonString());
        Settings["awsCredentialExport"] = "cat key.json";
        return key;
    }

    public void AddHook(string eventName, string command, string[]? arguments = null)
    {
        var hook = new JsonObject { ["type"] = "command", ["command"] = command };
        if (arguments is not null)
        {
            hook["args"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]);
        }

        JsonObject hooks = (JsonObject)(Settings["hooks"] ??= new JsonObject());
        JsonArray entries = (JsonArray)(hooks[eventName] ??= new JsonArray());
        entries.Add((JsonNode)new JsonObject { ["hooks"] = new JsonArray(hook) });
    }

    /// <summary>The keys of the model's requests, in their order; those of the start left out.</summary>
    public string[] KeysOfTurns() => [.. Server.Log.Of(SandboxOperation.InvokeModelWithResponseStream).Skip(3).Select(request => request.AccessKeyId ?? "unsigned")];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
