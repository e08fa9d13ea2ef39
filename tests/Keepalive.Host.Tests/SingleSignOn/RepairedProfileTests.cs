using System.Text.Json.Nodes;
using Keepalive.Aws.Profiles;
using Keepalive.Host.Tests.Support;
using Keepalive.IdentityCenter;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>What <c>doctor --fix</c> has mended is read alike by botocore, by the AWS SDK for JavaScript and here.</summary>
public sealed class RepairedProfileTests : IClassFixture<JavaScriptSdk>, IDisposable
{
    private const string Own = "sso_account_id = 123456789012\nsso_role_name = Developer\nregion = eu-west-1\n";
    private const string Session = "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n";

    private const string Botocore = """
        import json, os, sys, botocore.session
        def read(folder):
            os.environ['AWS_CONFIG_FILE'] = os.path.join(folder, 'config')
            os.environ['AWS_SHARED_CREDENTIALS_FILE'] = os.path.join(folder, 'credentials')
            config = botocore.session.Session().full_config
            return [config['profiles'].get('default', {}), config['sso_sessions']]
        print(json.dumps([read(folder) for folder in sys.argv[1:]]))
        """;

    // Where the SDK keeps its own reader; older versions of it have a package of that name.
    private const string JavaScript = """
        const { loadSharedConfigFiles, loadSsoSessionData } = await import('@smithy/core/config').catch(() => import('@smithy/shared-ini-file-loader'));
        import path from 'node:path';
        const answer = [];
        for (const folder of process.argv.slice(2)) {
          const files = { configFilepath: path.join(folder, 'config'), filepath: path.join(folder, 'credentials') };
          const { configFile, credentialsFile } = await loadSharedConfigFiles(files);
          answer.push([{ ...configFile.default, ...credentialsFile.default }, await loadSsoSessionData(files)]);
        }
        process.stdout.write(JSON.stringify(answer));
        """;

    /// <summary>Each differs from what some tool reads.</summary>
    private static readonly string[] s_configs =
    [
        "[default]\nsso_start_url = https://corp.awsapps.com/start#/\nsso_region = eu-west-1\n" + Own,
        Session + "[default]\nsso_start_url = https://corp.awsapps.com/start/\nsso_region = eu-west-1\n" + Own,
        "[sso-session corp]\nsso_start_url = https://other.awsapps.com/start\nsso_region = eu-west-1\n[default]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n" + Own,
        "\uFEFF" + Session + "[default]\nsso_session = corp\n" + Own,
        Session + "[default]\nsso_session = corp\n" + Own.Replace("region", "Region", StringComparison.Ordinal),
        Session + "[default]\nsso_session = corp\n" + Own.Replace("eu-west-1", "eu-west-1 # Ireland", StringComparison.Ordinal),
        Session + "[default]\nsso_session = corp\nsso_region = us-east-1\n" + Own,
        Session + "[default]\nsso_session = corp\nregion = eu-west-1\n[default]\n" + Own,
        Session + "[default]\nsso_session = corp\n" + Own.Replace("role_name", "role_nam", StringComparison.Ordinal),
        Session.Replace("[sso-session corp]", "[ sso-session corp ] # ours", StringComparison.Ordinal).Replace("\nsso_region", "\n  sso_region", StringComparison.Ordinal) + "[default]\nsso_session = corp\n" + Own,
        (Session.Replace("sso_registration_scopes = sso:account:access\n", string.Empty, StringComparison.Ordinal) + "[default]\nsso_session = corp\n" + Own).Replace("\n", "\r\n", StringComparison.Ordinal),
    ];

    private readonly JavaScriptSdk _sdk;
    private readonly CompanionHome _home = new();

    public RepairedProfileTests(JavaScriptSdk sdk) => _sdk = sdk;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Botocore_reads_what_is_read_here()
    {
        string? python = WitnessTests.OnPath("python3");
        Assert.SkipWhen(python is null || (await _home.RunAsync(python, ["-c", "import botocore"])).ExitStatus != 0, "There is no python3 with botocore.");

        await AlikeAsync(python!, "read.py", Botocore);
    }

    [Fact]
    public async Task The_JavaScript_SDK_reads_what_is_read_here()
    {
        string? reason = await _sdk.InstallAsync(WitnessTests.OnPath("npm"), WitnessTests.OnPath("node"));
        Assert.SkipWhen(reason is not null, reason ?? string.Empty);

        await AlikeAsync(WitnessTests.OnPath("node")!, "read.mjs", JavaScript);
    }

    private async Task AlikeAsync(string program, string name, string script)
    {
        string[] folders = [.. await Task.WhenAll(s_configs.Select(MendAsync))];
        string path = Path.Combine(_sdk.Folder, name);
        await File.WriteAllTextAsync(path, script, TestContext.Current.CancellationToken);

        Run run = await _home.RunAsync(program, [path, .. folders]);

        Assert.True(run.ExitStatus == 0, run.Errors);
        JsonArray theirs = JsonNode.Parse(run.Output)!.AsArray();
        for (int index = 0; index < folders.Length; index++)
        {
            Assert.Equal(Ours(folders[index]), Theirs(theirs[index]!));
        }
    }

    private async Task<string> MendAsync(string config, int index)
    {
        string folder = Path.Combine(_home.Folder, $"home-{index}");
        Directory.CreateDirectory(folder);
        CompanionHome.WriteRested(Path.Combine(folder, "config"), config);
        using var own = new CompanionHome();
        own.Variables["AWS_CONFIG_FILE"] = Path.Combine(folder, "config");
        own.Variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder, "credentials");

        Run run = await own.RunAsync("doctor", "--fix");

        Assert.Contains("Repaired KA", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Fix: ", run.Output, StringComparison.Ordinal);
        return folder;
    }

    private static string Ours(string folder)
    {
        AwsProfile profile = ProfileFiles.Read(new ProfileFileLocations(Path.Combine(folder, "config"), Path.Combine(folder, "credentials")), TimeProvider.System).Find("default")!;
        SsoSession session = SsoSession.Of(profile)!;
        return string.Join(" | ", profile["region"]?.Value, session.Name, profile["sso_account_id"]?.Value, profile["sso_role_name"]?.Value, session.StartUrl, session.Region, string.Join(',', session.Scopes));
    }

    private static string Theirs(JsonNode answer)
    {
        JsonNode profile = answer[0]!;
        string? name = (string?)profile["sso_session"];
        JsonNode? session = answer[1]![name ?? string.Empty];
        return string.Join(
            " | ", (string?)profile["region"], name, (string?)profile["sso_account_id"], (string?)profile["sso_role_name"],
            (string?)session?["sso_start_url"], (string?)session?["sso_region"], (string?)session?["sso_registration_scopes"]);
    }
}
