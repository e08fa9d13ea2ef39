using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>A login tool at a pseudo console, driven by claude-aws with secrets of the Credential Manager.</summary>
public sealed class AutoLoginTests(WineMachine machine)
{
    private const string Password = "correct horse+7";
    private const string Seed = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    private static readonly string PasswordHash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Password)));

    [Theory]
    [InlineData("gimme-aws-creds")]
    [InlineData("aws-google-auth")]
    [InlineData("aws-okta-keyman")]
    public async Task Signs_in_with_the_stored_secrets_and_shows_the_number_to_match(string tool)
    {
        WineHome home = await HomeAsync(tool, Password);

        Run run = await home.RunAsync("autologin");

        Assert.True(run.ExitStatus == 0, run.Errors);
        Assert.Contains("\n42\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("ASIAQAAAAAAAAAAAAAAA", home.Read(home.CredentialsFile), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, run.Output + run.Errors + Transcript(home), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_password_is_used_once_and_never_again_until_it_has_changed()
    {
        WineHome home = await HomeAsync("gimme-aws-creds", "an old one");

        Run first = await home.RunAsync("autologin");
        Run second = await home.RunAsync("autologin");
        await StoreAsync(home, Password);
        Run third = await home.RunAsync("autologin");

        Assert.Equal((10, 10, 0), (first.ExitStatus, second.ExitStatus, third.ExitStatus));
        Assert.Contains("rejected the stored password", first.Errors, StringComparison.Ordinal);
        Assert.Contains("was rejected at", second.Errors, StringComparison.Ordinal);
    }

    private static string Transcript(WineHome home) => home.Read($@"{home.StateFolder}\transcripts\for work.txt");

    private async Task<WineHome> HomeAsync(string tool, string password)
    {
        WineHome home = machine.NewHome();
        home.Write(home.ConfigFile, "[profile work]\r\nregion = eu-west-1\r\n");
        home.Write(home.ConfigurationFile, new JsonObject
        {
            ["profile"] = "work",
            ["recipe"] = "mine",
            ["loginUser"] = "me",
            ["loginRole"] = "Admin",
            ["loginAccount"] = home.Folder[(home.Folder.LastIndexOf(' ') + 1)..], // One Credential Manager for all homes.
            ["recipes"] = new JsonObject
            {
                ["mine"] = new JsonObject
                {
                    ["extends"] = tool,
                    ["command"] = new JsonArray(WineMachine.Dummy, "at-terminal", "login-tool", tool, "ok", "Plain", PasswordHash, home.CredentialsFile),
                },
            },
        }.ToJsonString());
        await StoreAsync(home, password);
        await StoreAsync(home, Seed, "--kind", "totp");
        return home;
    }

    private static async Task StoreAsync(WineHome home, string value, params string[] options)
    {
        Run run = await home.TypeAsync(value, ["secret", "set", "--stdin", .. options]);
        Assert.True(run.ExitStatus == 0, $"{run.ExitStatus}: {run.Errors}");
    }
}
