using System.Diagnostics;
using Keepalive.Host.Tests.SingleSignOn;

namespace Keepalive.Host.Tests.Roles;

/// <summary>
/// The AWS SDKs for JavaScript (on which Claude Code stands) and for .NET resolve the same homes to the same calls of AWS STS as claude-aws. The
/// differences are listed with their reasons. Each SDK runs once for all homes: it reads the number of a home, and answers ok or error.
/// </summary>
public sealed class SdkRoleWitnessTests(JavaScriptSdk sdk) : IClassFixture<JavaScriptSdk>
{
    private const string JavaScript = """
        import { fromIni } from '@aws-sdk/credential-providers';
        import readline from 'node:readline';
        for await (const path of readline.createInterface({ input: process.stdin })) {
          try {
            await fromIni({ profile: 'p', configFilepath: path, filepath: process.argv[2], ignoreCache: true })();
            console.log('ok');
          } catch (error) {
            console.log('error ' + String(error.message).split('\n')[0]);
          }
        }
        """;

    private static readonly string[] s_parameters =
        [.. RoleWitness.Parameters.Where(static (parameters, index) => index % 2 == 0 || parameters.Contains('\n', StringComparison.Ordinal)), "source_identity = ann"];

    [Fact]
    public async Task The_SDK_for_JavaScript_makes_the_same_calls()
    {
        (string? npm, string? node) = (WitnessTests.OnPath("npm"), WitnessTests.OnPath("node"));
        string? reason = await sdk.InstallAsync(npm, node);
        Assert.SkipWhen(reason is not null, reason ?? string.Empty);
        await using RoleHome home = await RoleHome.StartAsync();
        string script = Path.Combine(sdk.Folder, "roles.mjs");
        await File.WriteAllTextAsync(script, JavaScript, TestContext.Current.CancellationToken);
        using Process program = home.Home.Start(node!, [script, home.Home.CredentialsFile]);

        await CompareAsync(home, program, "aws-sdk-js-", ExplainJavaScript);
    }

    [Fact]
    public async Task The_SDK_for_NET_makes_the_same_calls()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.Home.Variables["NO_PROXY"] = "127.0.0.1";
        home.Home.Variables["AWS_CONFIG_FILE"] = home.Home.ConfigFile;
        string path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Keepalive.SdkWitness.exe" : "Keepalive.SdkWitness");
        using Process program = home.Home.Start(path, ["--roles", home.Home.CredentialsFile, "p"]);

        await CompareAsync(home, program, "aws-dotnet-sdk-session-", ExplainDotNet);
    }

    /// <summary>
    /// The known differences of the SDK for JavaScript: it always sends the duration, an hour where none is set, which is AWS's default as well. It reads a
    /// duration with a unit as its first digits, which AWS refuses. No SDK knows <c>source_identity</c>, a key of aws-vault.
    /// </summary>
    private static string ExplainJavaScript(string parameters, string source, string ours) =>
        parameters == "duration_seconds = 1h" ? "error"
        : Each(ours, static call => [call[0], call[1], call[2], call[3] == "-" ? "3600" : call[3], "-", .. call[5..]]);

    /// <summary>
    /// The known differences of the SDK for .NET: it calls STS of us-east-1 whatever the region of the profile is, and does not know <c>duration_seconds</c>
    /// and <c>source_identity</c>. It refuses a profile that has keys and a role and is its own source, and follows the role of a source with keys.
    /// </summary>
    private static string ExplainDotNet(string parameters, string source, string ours) =>
        source.StartsWith("source_profile = p\n", StringComparison.Ordinal) || source == "source_profile = both" ? "error"
        : Each(ours, static call => [call[0], call[1], call[2], "-", "-", "us-east-1", .. call[6..]]);

    private static string Each(string calls, Func<string[], string[]> change) =>
        calls == "error" ? calls : string.Join(" | ", calls.Split(" | ").Select(call => string.Join(' ', change(call.Split(' ')))));

    private static async Task CompareAsync(RoleHome home, Process program, string madeUp, Func<string, string, string, string> explain)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        int homes = 0;
        List<string> differences = [];
        foreach (string parameters in s_parameters)
        {
            foreach ((string source, string more) in RoleWitness.Sources)
            {
                string config = RoleWitness.Write(home, parameters, source, more);

                // A path of its own: the SDK for JavaScript keeps the files that it has read. The SDK for .NET keeps the variable, but reads the file again.
                string copy = Path.Combine(home.Home.Folder, $"config-{homes++}");
                File.Copy(home.Home.ConfigFile, copy);
                home.Server.Log.Clear();
                await program.StandardInput.WriteLineAsync(copy.AsMemory(), limit.Token);
                await program.StandardInput.FlushAsync(limit.Token);
                string answer = await program.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException(await program.StandardError.ReadToEndAsync(limit.Token));
                string theirs = answer == "ok" ? RoleWitness.Calls(home, madeUp) : "error";
                home.Server.Log.Clear();
                string ours = (await home.ExportAsync("p")).ExitStatus == 0 ? RoleWitness.Calls(home, madeUp) : "error";
                if (explain(parameters, source, ours) != theirs)
                {
                    differences.Add($"{config}\nthe SDK:    {theirs} ({answer})\nclaude-aws: {ours}\n");
                }
            }
        }

        program.StandardInput.Close();
        await program.WaitForExitAsync(limit.Token);
        Assert.True(homes >= 60);
        Assert.True(differences.Count == 0, $"{differences.Count} of {homes}\n" + string.Join('\n', differences));
    }
}
