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

    private readonly JavaScriptSdk _sdk;

    public JavaScriptSdkWitnessTests(JavaScriptSdk sdk) => _sdk = sdk;

    private protected override async Task<string> CallerAsync(SignedInHome home)
    {
        string? reason = await _sdk.InstallAsync(OnPath("npm"), OnPath("node"));
        Assert.SkipWhen(reason is not null, reason ?? string.Empty);
        string script = Path.Combine(_sdk.Folder, "caller.mjs");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);
        return await RunAsync(home, OnPath("node")!, script, SignedInHome.Profile);
    }
}
