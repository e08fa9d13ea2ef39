using System.Globalization;
using Keepalive.Host.Tests.SingleSignOn;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.Roles;

/// <summary>
/// botocore and claude-aws resolve the same homes to the same calls of AWS STS: roles in the same order, session name where one is set, external id,
/// duration and region, signed by the same keys. The differences are listed with their reasons.
/// </summary>
public sealed class BotocoreWitnessTests
{
    private const string Arn = "arn:aws:iam::123456789012:role/";

    /// <summary>Resolves each profile and prints the name of the error, or nothing.</summary>
    private const string Script = """
        import sys, botocore.session
        for name in sys.argv[1:]:
            try:
                botocore.session.Session(profile=name).get_credentials().get_frozen_credentials()
                print(name, 'ok')
            except Exception as error:
                print(name, type(error).__name__)
        """;

    /// <summary>Lines of the role's profile, and further profiles; "base" has keys, "gone" does not exist.</summary>
    private static readonly string[] s_parameters =
    [
        "", "external_id = e1", "role_session_name = me", "duration_seconds = 900", "duration_seconds = 3600", "duration_seconds = 7200", "duration_seconds = 1h",
        "external_id = e1\nrole_session_name = me\nduration_seconds = 1800", "role_session_name = a@b.c=d,e+f", "external_id = a:b/c-d", "sts_regional_endpoints = regional",
        "unknown_key = x",
    ];

    private static readonly (string Source, string More)[] s_sources =
    [
        ("source_profile = base", ""),
        ("source_profile = hub", "[profile hub]\nrole_arn = {0}hub\nsource_profile = base\n"),
        ("source_profile = hub", "[profile hub]\nrole_arn = {0}hub\nexternal_id = h1\nrole_session_name = hub\nsource_profile = far\n[profile far]\nrole_arn = {0}far\nsource_profile = base\n"),
        ("source_profile = both", "[profile both]\nrole_arn = {0}both\nsource_profile = gone\naws_access_key_id = {1}\naws_secret_access_key = {2}\n"),
        ("source_profile = gone", ""),
        ("source_profile = empty", "[profile empty]\nregion = eu-west-1\n"),
        ("source_profile = half", "[profile half]\naws_access_key_id = AKIAEXAMPLE000000001\n"),
        ("source_profile = x", "[profile x]\nrole_arn = {0}x\nsource_profile = p\n"),
        ("source_profile = p", ""),
        ("source_profile = p\naws_access_key_id = {1}\naws_secret_access_key = {2}", ""),
        ("source_profile = base\ncredential_source = Environment", ""),
        ("", ""),
        ("credential_source = environment", ""),
    ];

    [Fact]
    public async Task The_same_homes_make_the_same_calls()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        string? python = WitnessTests.OnPath("python3");
        Assert.SkipWhen(python is null || (await home.Home.RunAsync(python, ["-c", "import botocore"])).ExitStatus != 0, "There is no python3 with botocore.");
        home.Home.Variables["NO_PROXY"] = "127.0.0.1";
        int homes = 0;
        List<string> differences = [];
        foreach (string parameters in s_parameters)
        {
            foreach ((string source, string more) in s_sources)
            {
                string config = string.Format(
                    CultureInfo.InvariantCulture, $"[profile p]\nregion = eu-central-1\nrole_arn = {{0}}dev\n{source}\n{parameters}\n{more}", Arn, home.User.AccessKeyId, home.User.SecretAccessKey);
                home.Home.WriteConfig(config.Replace("\n\n", "\n", StringComparison.Ordinal));
                home.Forget();
                homes++;

                home.Server.Log.Clear();
                string theirs = (await home.Home.RunAsync(python!, ["-c", Script, "p"])).Output.Trim() == "p ok" ? Calls(home) : "error";
                home.Server.Log.Clear();
                string ours = (await home.ExportAsync("p")).ExitStatus == 0 ? Calls(home) : "error";
                if (ours != theirs && !(IsTooLongForAChain(parameters, source) && theirs == "error" && ours.Contains(" 3600 ", StringComparison.Ordinal)))
                {
                    differences.Add($"{config}\nbotocore:   {theirs}\nclaude-aws: {ours}\n");
                }
            }
        }

        Assert.Equal(s_parameters.Length * s_sources.Length, homes);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    /// <summary>A difference: AWS refuses more than one hour for a role that is assumed with a role's credential. claude-aws asks for one hour, botocore fails.</summary>
    private static bool IsTooLongForAChain(string parameters, string source) =>
        parameters.Contains("7200", StringComparison.Ordinal) && source == "source_profile = hub";

    /// <summary>A session name that botocore or claude-aws has made up counts as none.</summary>
    private static string Calls(RoleHome home) => string.Join(" | ", home.Server.Log.Of(SandboxOperation.AssumeRole).Select(call => string.Join(
        ' ',
        call["RoleArn"],
        call["RoleSessionName"] is { } name && (name.StartsWith("botocore-session-", StringComparison.Ordinal) || name == "claude-aws-ann") ? "-" : call["RoleSessionName"],
        call["ExternalId"] ?? "-",
        call["DurationSeconds"] ?? "-",
        call.Header("Authorization")!.Split('/')[2],
        call.Status)));
}
