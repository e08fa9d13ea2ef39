using System.Text.Json.Nodes;
using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>
/// With a program of ours in the place of Git Bash, which splits the string at its blanks and starts what it names: the commands need no more than
/// that. Wine has no PowerShell, and what it puts in its place says nothing and succeeds.
/// </summary>
public sealed class InstallTests(WineMachine machine)
{
    private const string Before = "{\r\n  // mine\r\n  \"model\": \"opus\"\r\n}\r\n";

    [Fact]
    public async Task Wires_a_program_below_a_folder_with_a_blank_and_takes_everything_out_again()
    {
        WineHome home = machine.NewHome();
        using IDisposable bash = machine.PlayGitBash();
        string settings = $@"{home.Folder}\.claude\settings.json";
        home.Write(settings, Before);
        home.Write(home.CredentialsFile, Keys.Profile("default"));

        Run install = await home.RunAsync("install", "--yes");
        string[] commands = Commands(home.Read(settings));
        Run uninstall = await home.RunAsync("uninstall");

        Assert.True(install.ExitStatus == 0, install.Output + install.Errors);
        Assert.All(["awsCredentialExport", "awsAuthRefresh", "hooks", "statusLine"], slot => Assert.Contains($"Works       {slot}: C:/", install.Output, StringComparison.Ordinal));
        Assert.All(commands, command => Assert.DoesNotContain(command, character => "\"'\\ ".Contains(character, StringComparison.Ordinal)));
        Assert.Equal((0, Before), (uninstall.ExitStatus, home.Read(settings)));
    }

    /// <summary>The program in each slot, without its arguments.</summary>
    private static string[] Commands(string settings)
    {
        JsonNode root = JsonNode.Parse(settings, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
        return
        [
            (string)root["awsCredentialExport"]!.AsValue()! is var export ? export[..export.LastIndexOf(' ')] : "",
            (string)root["statusLine"]!["command"]! is var line ? line[..line.LastIndexOf(' ')] : "",
            (string)root["hooks"]!["SessionStart"]![0]!["hooks"]![0]!["command"]!,
        ];
    }
}
