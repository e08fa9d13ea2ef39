using Keepalive.Host.Tests.SingleSignOn;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Support;

/// <summary>
/// A home where every verb has something to do: a sign-in that can be renewed, keys that have ended with a login for them, a password, an
/// installation, something to mend and something mended. Public because a class fixture is.
/// </summary>
public sealed class DryRunHome : IAsyncLifetime
{
    private SandboxHome? _home;

    internal SandboxHome Home => _home!;

    public async ValueTask InitializeAsync()
    {
        _home = await SandboxHome.WithEndedTokenAsync();
        CompanionHome home = _home.Home;
        home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(home.Folder, "config.json");
        home.Variables["SSH_TTY"] = "/dev/pts/1";
        CompanionHome.WriteRested(Path.Combine(home.Folder, "config.json"), """{ "autoLoginCmd": "exit 1" }""");
        home.WriteCredentials(Keys.Profile("keys", "2020-01-01T00:00:00Z"));
        home.WriteConfig($"{File.ReadAllText(home.ConfigFile)}\n[profile process]\nregion = eu-west-1\ncredential_process = true\n[profile old]\nRegion = eu-west-1\n");
        CompanionHome.WriteRested(Path.Combine(Directory.CreateDirectory(Path.Combine(home.Folder, ".claude")).FullName, "settings.json"), "{}\n");
        await PassAsync("install --yes --no-verify --profile sso");
        await PassAsync("doctor --fix --id KA305");
        home.WriteConfig($"{File.ReadAllText(home.ConfigFile)}[profile older]\nRegion = eu-west-1\n");
        using System.Diagnostics.Process set = home.Start(CompanionHome.Companion, ["secret", "set", "--profile", "keys", "--store", "plaintext", "--stdin"]);
        await set.StandardInput.WriteAsync("PlantedSecret");
        set.StandardInput.Close();
        Assert.Equal(0, (await CompanionHome.FinishAsync(set)).ExitStatus);
    }

    public ValueTask DisposeAsync() => _home?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Runs a line; OUT in it is a new file of this home.</summary>
    internal Task<Run> RunAsync(string line) => Home.Home.RunAsync(line.Replace("OUT", Path.Combine(Home.Home.Folder, "bundle.zip"), StringComparison.Ordinal).Split(' '));

    /// <summary>What is left to mend is no failure here.</summary>
    private async Task PassAsync(string line)
    {
        Run run = await RunAsync(line);
        Assert.True(run.ExitStatus is 0 or 1, $"{line}: {run.ExitStatus} {run.Errors}");
    }
}
