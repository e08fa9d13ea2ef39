using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>From the token file to the role's credentials, through the real program and over the wire.</summary>
public sealed class TokenFileTests
{
    [Fact]
    public async Task A_fresh_token_gives_the_role_and_the_second_run_asks_nobody()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));

        Run first = await home.ExportAsync();
        int asked = home.Server.Log.All.Count;
        Run second = await home.ExportAsync();

        Assert.Contains(":assumed-role/AWSReservedSSO_Developer_", home.KeyOf(first).Arn, StringComparison.Ordinal);
        Assert.Equal(first, second);
        Assert.Equal((1, 1), (asked, home.Server.Log.All.Count));
        Assert.Equal(0, home.Server.Log.Refreshes);
        home.AssertHoldsNoSecret(first.Output);
    }

    [Fact]
    public async Task An_ended_token_is_renewed_once_and_written_as_all_tools_read_it()
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();

        Run run = await home.ExportAsync();

        home.KeyOf(run);
        Assert.Equal((1, 1), (home.Server.Log.Refreshes, home.Server.Log.Count(SandboxOperation.CreateToken)));
        Assert.Equal(0, home.Server.Log.Tabs);
        string text = await File.ReadAllTextAsync(home.TokenFile, TestContext.Current.CancellationToken);
        JsonObject token = home.ReadToken();
        Assert.DoesNotContain('\n', text);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", token["expiresAt"]!.GetValue<string>());
        Assert.InRange(DateTimeOffset.Parse(token["expiresAt"]!.GetValue<string>(), null) - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(60));
        Assert.True(home.Server.IdentityCenter.Accepts(token["accessToken"]!.GetValue<string>()));
        Assert.Equal(home.Server.IdentityCenter.LiveRefreshTokens, [token["refreshToken"]!.GetValue<string>()]);
        Assert.Equal((home.SignIn.ClientId, home.SignIn.ClientSecret), (token["clientId"]!.GetValue<string>(), token["clientSecret"]!.GetValue<string>()));
        Assert.Equal("stays", token["keyOfAnotherTool"]!.GetValue<string>());
        Assert.Empty(home.TemporaryFiles());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task What_is_written_belongs_to_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of Unix");
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        File.SetUnixFileMode(home.TokenFile, (UnixFileMode)0b110_100_100);

        home.KeyOf(await home.ExportAsync());

        foreach (string file in Directory.EnumerateFiles(home.StateFolder, "*", SearchOption.AllDirectories).Append(home.TokenFile))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task The_refresh_token_stays_where_the_service_gives_no_new_one()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(
            TimeSpan.FromMinutes(-1), new SandboxOptions { OmitRefreshTokenOnRefresh = true });

        home.KeyOf(await home.ExportAsync());

        Assert.Equal(home.SignIn.RefreshToken, home.ReadToken()["refreshToken"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_token_that_was_revoked_before_its_time_is_replaced_without_a_person()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        home.Server.IdentityCenter.Revoke(home.SignIn.AccessToken);

        home.KeyOf(await home.ExportAsync());

        Assert.Equal((1, 2), (home.Server.Log.Refreshes, home.Server.Log.Count(SandboxOperation.GetRoleCredentials)));
    }
}
