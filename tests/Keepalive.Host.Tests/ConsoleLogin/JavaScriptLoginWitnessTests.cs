using Keepalive.Host.Tests.SingleSignOn;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests.ConsoleLogin;

/// <summary>
/// The AWS SDK for JavaScript, on which Claude Code stands, and claude-aws share the file of <c>aws login</c>: each reads, and renews, the credential that the
/// other wrote. Skipped where npm can't install the packages in a minute.
/// </summary>
public sealed class JavaScriptLoginWitnessTests : IClassFixture<JavaScriptSdk>
{
    private const string Script = """
        import { fromIni } from '@aws-sdk/credential-providers';
        const credentials = await fromIni({ profile: process.argv[2], clientConfig: { region: 'us-east-1' } })();
        process.stdout.write(credentials.accessKeyId);
        """;

    private readonly JavaScriptSdk _sdk;

    public JavaScriptLoginWitnessTests(JavaScriptSdk sdk) => _sdk = sdk;

    [Fact]
    public async Task It_reads_the_file_that_we_have_renewed()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        string ours = home.KeyOf(await home.ExportAsync()).AccessKeyId;

        Assert.Equal(ours, await KeyAsync(home));
        Assert.Equal(1, home.Refreshes);
    }

    [Fact]
    public async Task We_read_the_file_that_it_has_renewed()
    {
        await using ConsoleHome home = await ConsoleHome.WithEndedCredentialAsync();
        string theirs = await KeyAsync(home);

        Assert.Equal(theirs, home.KeyOf(await home.ExportAsync()).AccessKeyId);
        Assert.Equal((1, "stays"), (home.Refreshes, (string?)home.Read()["keyOfAnotherTool"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_renew_by_turns(bool pkcs8)
    {
        await using ConsoleHome home = await ConsoleHome.WithCredentialThatLastsAsync(TimeSpan.FromMinutes(-1), pkcs8: pkcs8);
        for (int round = 0; round < 2; round++)
        {
            await KeyAsync(home);
            home.EndCredential();
            home.KeyOf(await home.ExportAsync());
            home.EndCredential();
        }

        Assert.Equal(4, home.Refreshes);
        Assert.Equal(home.Server.ConsoleSignIn.LiveRefreshTokens, [home.RefreshToken]);
    }

    private async Task<string> KeyAsync(ConsoleHome home)
    {
        string? node = WitnessTests.OnPath("node");
        string? reason = await _sdk.InstallAsync(WitnessTests.OnPath("npm"), node);
        Assert.SkipWhen(reason is not null, reason ?? string.Empty);
        string script = Path.Combine(_sdk.Folder, "login.mjs");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);
        Run run = await home.Home.RunAsync(node!, [script, ConsoleHome.Profile]);
        Assert.True(run.ExitStatus == 0, run.Errors);
        return run.Output;
    }
}
