using System.Globalization;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.Roles;

/// <summary>The homes that claude-aws and the programs of AWS resolve alike: each with the profile "p", whose role is assumed in many ways.</summary>
internal static class RoleWitness
{
    public const string Arn = "arn:aws:iam::123456789012:role/";

    /// <summary>Lines of the role's profile, and further profiles; "base" has keys, "gone" does not exist.</summary>
    public static IReadOnlyList<string> Parameters { get; } =
    [
        "", "external_id = e1", "role_session_name = me", "duration_seconds = 900", "duration_seconds = 3600", "duration_seconds = 7200", "duration_seconds = 1h",
        "external_id = e1\nrole_session_name = me\nduration_seconds = 1800", "role_session_name = a@b.c=d,e+f", "external_id = a:b/c-d", "sts_regional_endpoints = regional",
        "unknown_key = x",
    ];

    public static IReadOnlyList<(string Source, string More)> Sources { get; } =
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

    /// <summary>Writes a home, and returns its config.</summary>
    public static string Write(RoleHome home, string parameters, string source, string more)
    {
        string config = string.Format(
            CultureInfo.InvariantCulture, $"[profile p]\nregion = eu-central-1\nrole_arn = {{0}}dev\n{source}\n{parameters}\n{more}", Arn, home.User.AccessKeyId, home.User.SecretAccessKey)
            .Replace("\n\n", "\n", StringComparison.Ordinal);
        home.Home.WriteConfig(config);
        home.Forget();
        return config;
    }

    /// <summary>The calls of AWS STS, each with all that is compared; a made-up session name counts as none.</summary>
    /// <param name="home">The home.</param>
    /// <param name="madeUp">How made-up session names begin.</param>
    public static string Calls(RoleHome home, string madeUp) => string.Join(" | ", home.Server.Log.Of(SandboxOperation.AssumeRole).Select(call => string.Join(
        ' ',
        call["RoleArn"],
        call["RoleSessionName"] is { } name && (name.StartsWith(madeUp, StringComparison.Ordinal) || name == "claude-aws-ann") ? "-" : call["RoleSessionName"],
        call["ExternalId"] ?? "-",
        call["DurationSeconds"] ?? "-",
        call["SourceIdentity"] ?? "-",
        call.Header("Authorization")!.Split('/')[2],
        call.Status)));
}
