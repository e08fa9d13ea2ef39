using System.Text.Json.Nodes;
using Keepalive.Configuration;
using Keepalive.Diagnostics.Explanation;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Support;

/// <summary>The settings, variables, findings and steps in the bundle; of a command only the program name.</summary>
internal static class SupportDocuments
{
    /// <summary>Command lines, in which people do write passwords.</summary>
    private static readonly string[] s_commands = ["loginCmd", "autoLoginCmd", "statusLineCmd", "passwordCommand", "totpCommand"];

    /// <summary>Variables whose value says where something is or which way is taken.</summary>
    private static readonly string[] s_told =
    [
        "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_SDK_LOAD_CONFIG",
        "AWS_CA_BUNDLE", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_ENDPOINT_URL", "AWS_EC2_METADATA_DISABLED",
        "CLAUDE_AWS_PROFILE", "CC_KEEPALIVE_PROFILE", "CLAUDE_AWS_CONFIG", "CLAUDE_AWS_STATE", "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_ENTRYPOINT", "CLAUDE_CONFIG_DIR",
        "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "TERM", "LANG",
    ];

    /// <summary>Variables of which only counts that they are set.</summary>
    private static readonly string[] s_named =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION", "AWS_BEARER_TOKEN_BEDROCK", "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_ROLE_ARN", "ANTHROPIC_API_KEY", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "CLAUDECODE",
    ];

    public static JsonObject Settings(ConfigurationReport report) => new()
    {
        ["path"] = report.Path,
        ["settings"] = new JsonArray([.. report.Settings.Where(static setting => setting.Value is not null).Select(static setting => (JsonNode)new JsonObject
        {
            ["name"] = setting.Setting.Name,
            ["value"] = s_commands.Contains(setting.Setting.Name) ? Program(setting.Value!) : setting.Value,
            ["origin"] = setting.Origin.ToString(),
        })]),
        ["problems"] = new JsonArray([.. report.Problems.Select(static problem => (JsonNode)problem.Sentence)]),
    };

    public static JsonObject Variables(SystemEnvironment environment)
    {
        var variables = new JsonObject();
        foreach (string name in s_told.Where(name => environment.Get(name) is not null))
        {
            variables[name] = environment.Get(name);
        }

        foreach (string name in s_named.Where(name => environment.Get(name) is not null))
        {
            variables[name] = "(set)";
        }

        return variables;
    }

    public static JsonObject Doctor(DiagnosticReport report) => new()
    {
        ["profile"] = report.Profile,
        ["chosenBy"] = report.ChosenBy,
        ["checks"] = report.Checks,
        ["sentence"] = report.Sentence,
        ["findings"] = new JsonArray([.. report.Findings.Select(static finding => (JsonNode)new JsonObject
        {
            ["id"] = finding.Id,
            ["severity"] = finding.Severity.ToString(),
            ["title"] = finding.Title,
            ["seen"] = finding.Seen,
            ["remedy"] = finding.Remedy,
            ["file"] = finding.File,
            ["line"] = finding.Line,
            ["fixable"] = finding.Fixable,
        })]),
    };

    public static JsonObject Explanation(CredentialExplanation explanation) => new()
    {
        ["profile"] = explanation.Profile,
        ["chosenBy"] = explanation.ChosenBy,
        ["source"] = explanation.Source?.ToString(),
        ["keyEnding"] = explanation.KeyEnding,
        ["expires"] = explanation.Expires is { } expires ? Timestamp.Format(expires) : null,
        ["errorCode"] = explanation.ErrorCode,
        ["sentence"] = explanation.Sentence,
        ["steps"] = new JsonArray([.. explanation.Steps.Select(static step => (JsonNode)new JsonObject
        {
            ["topic"] = step.Topic.ToString(),
            ["mark"] = step.Mark.ToString(),
            ["text"] = step.Text,
            ["file"] = step.File,
            ["line"] = step.Line,
        })]),
    };

    private static string Program(string command) => $"{Helper.ProgramOf(command) ?? "(a shell command line)"} (arguments left out)";
}
