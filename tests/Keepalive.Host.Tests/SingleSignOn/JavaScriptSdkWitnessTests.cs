using System.Diagnostics;
using System.Text.Json.Nodes;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>@aws-sdk/credential-providers from npm, on which Claude Code stands. Skipped where it can't be installed in a minute.</summary>
public sealed class JavaScriptSdkWitnessTests : WitnessTests, IClassFixture<JavaScriptSdk>
{
    private const string Script = """
        import { fromIni } from '@aws-sdk/credential-providers';
        import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
        const sts = new STSClient({ region: 'us-east-1', credentials: fromIni({ profile: process.argv[2] }) });
        process.stdout.write((await sts.send(new GetCallerIdentityCommand({}))).Arn);
        """;

    // The SDK's own writer, which truncates the file and fills it again; the package does not export it by name.
    private const string Rewriter = """
        import fs from 'node:fs';
        import path from 'node:path';
        import { pathToFileURL } from 'node:url';
        const folder = path.join(process.argv[2], 'node_modules/@aws-sdk/token-providers/dist-es');
        const writer = path.join(folder, 'writeSSOTokenToFile.mjs');
        fs.copyFileSync(path.join(folder, 'writeSSOTokenToFile.js'), writer);
        const { writeSSOTokenToFile } = await import(pathToFileURL(writer));
        const versions = JSON.parse(fs.readFileSync(process.argv[3], 'utf8'));
        let done = false;
        process.stdin.on('end', () => { done = true; }).resume();
        for (let count = 0; !done || count < 300; count++) {
          await writeSSOTokenToFile('corp', versions[count % versions.length]);
          if (count === 0) process.stdout.write('begun\n');
        }
        """;

    private readonly JavaScriptSdk _sdk;

    public JavaScriptSdkWitnessTests(JavaScriptSdk sdk) => _sdk = sdk;

    [Fact]
    public async Task An_export_reads_one_version_or_the_other_while_the_SDK_rewrites_the_file_in_place()
    {
        await using SandboxHome home = await SandboxHome.WithTokenThatLastsAsync(TimeSpan.FromHours(1));
        await InstallAsync();
        JsonObject first = home.ReadToken(), second = home.ReadToken();
        second["accessToken"] = home.Server.IdentityCenter.SignIn().AccessToken;
        second["padding"] = new string('x', 20_000);
        string versions = Path.Combine(home.Home.Folder, "versions.json");
        await File.WriteAllTextAsync(versions, new JsonArray(first, second).ToJsonString(), TestContext.Current.CancellationToken);
        using Process rewriter = home.Home.Start(OnPath("node")!, [await ScriptAsync("rewriter.mjs", Rewriter), _sdk.Folder, versions]);
        Assert.Equal("begun", await rewriter.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        for (int export = 0; export < 12; export++)
        {
            home.KeyOf(await home.ExportAsync());

            // Without the kept role the token is read again.
            Directory.Delete(home.StateFolder, recursive: true);
        }

        rewriter.StandardInput.Close();
        Run end = await CompanionHome.FinishAsync(rewriter);
        Assert.True(end.ExitStatus == 0, end.Errors);
        Assert.All(home.Server.Log.Of(SandboxOperation.GetRoleCredentials), request => Assert.Contains(
            request.Header("x-amz-sso_bearer_token"), new[] { first, second }.Select(version => version["accessToken"]!.GetValue<string>())));
        Assert.Equal(0, home.Server.Log.Refreshes);
    }

    private protected override async Task<string> CallerAsync(SandboxHome home)
    {
        await InstallAsync();
        return await RunAsync(home, OnPath("node")!, await ScriptAsync("caller.mjs", Script), SandboxHome.Profile);
    }

    private async Task InstallAsync()
    {
        string? reason = await _sdk.InstallAsync(OnPath("npm"), OnPath("node"));
        Assert.SkipWhen(reason is not null, reason ?? string.Empty);
    }

    private async Task<string> ScriptAsync(string name, string text)
    {
        string script = Path.Combine(_sdk.Folder, name);
        await File.WriteAllTextAsync(script, text, TestContext.Current.CancellationToken);
        return script;
    }
}
