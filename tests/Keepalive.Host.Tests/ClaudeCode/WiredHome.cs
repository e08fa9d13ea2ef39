using System.Text.Json.Nodes;
using Keepalive.Host.Tests.SingleSignOn;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.ClaudeCode;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.ClaudeCode;

/// <summary>A signed-in home whose client settings call claude-aws, and miniature clients in it.</summary>
internal sealed class WiredHome : IAsyncDisposable
{
    private WiredHome(SandboxHome home)
    {
        // The client starts its helpers itself.
        Assert.SkipWhen(MachineFolder.IsNeeded, "This machine has a policy of claude-aws or settings of Claude Code for all its users.");
        Home = home;
        home.Home.Variables["CLAUDE_AWS_PROFILE"] = SandboxHome.Profile;
        File.WriteAllText(SettingsFile, new JsonObject
        {
            ["awsCredentialExport"] = $"\"{CompanionHome.Companion}\" export",
            ["hooks"] = new JsonObject
            {
                ["SessionStart"] = Hook(),
                ["UserPromptSubmit"] = Hook(),
                ["StopFailure"] = Hook(),
            },
        }.ToJsonString());
    }

    public SandboxHome Home { get; }

    public SandboxServer Server => Home.Server;

    private string SettingsFile => Path.Combine(Home.Home.Folder, "settings.json");

    public static async Task<WiredHome> StartAsync() => new(await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1)));

    public MiniatureClient Open(bool isHeadless = true) => new(new ClientOptions
    {
        SettingsFile = SettingsFile,
        Folder = Home.Home.Folder,
        Variables = Home.Home.Variables,
        IsHeadless = isHeadless,
    });

    /// <summary>As after an hour: the keys that were given out, the token in the file and what is cached of it have ended.</summary>
    public void LetAnHourPass()
    {
        Home.EndToken();
        Server.Keys.ExpireAll(DateTimeOffset.UtcNow);
    }

    public ValueTask DisposeAsync() => Home.DisposeAsync();

    private static JsonArray Hook() => new(new JsonObject
    {
        ["hooks"] = new JsonArray(new JsonObject
        {
            ["type"] = "command",
            ["command"] = CompanionHome.Companion,
            ["args"] = new JsonArray("check", "--as-hook"),
        }),
    });
}
