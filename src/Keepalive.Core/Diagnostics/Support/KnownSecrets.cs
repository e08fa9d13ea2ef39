using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.ConsoleLogin;
using Keepalive.Diagnostics.Facts;
using Keepalive.Platform.Files;
using Keepalive.Platform.Json;

namespace Keepalive.Diagnostics.Support;

/// <summary>
/// Every secret in a file or variable of Keepalive and of the AWS tools, so that none can get into a bundle.
/// What is collected leaves this process nowhere.
/// </summary>
internal static class KnownSecrets
{
    /// <summary>A shorter value is not a secret, and would be found in every text.</summary>
    private const int Shortest = 4;

    private const int MaximumLength = 1024 * 1024;

    private static readonly string[] s_words = ["secret", "token", "password", "access_key", "accesskey", "assertion", "passcode", "apikey", "api_key", "dpopkey"];

    /// <summary>Names with such a word that hold no secret.</summary>
    private static readonly string[] s_harmless = ["web_identity_token_file", "credential_process", "tokenType", .. ExpiryDiscovery.KnownKeys];

    private static readonly string[] s_variables =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_BEARER_TOKEN_BEDROCK",
        "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN",
    ];

    public static IEnumerable<string> Collect(SystemEnvironment environment, IEnumerable<ClaudeSettings> settings) =>
        InVariables(environment)
            .Concat(InProfiles(environment))
            .Concat(Folders(environment).SelectMany(InJsonFiles))
            .Concat(settings.SelectMany(static file => InText(file.Document?.Content.ToArray())))
            .Where(static secret => secret.Length >= Shortest);

    private static IEnumerable<string> InVariables(SystemEnvironment environment) => s_variables.Select(environment.Get).OfType<string>();

    private static IEnumerable<string> InProfiles(SystemEnvironment environment)
    {
        ProfileFileLocations locations;
        try
        {
            locations = ProfileFileLocations.Find(environment);
        }
        catch (KeepaliveException)
        {
            return [];
        }

        return InProfileFile(locations.Config, ProfileFileKind.Config).Concat(InProfileFile(locations.Credentials, ProfileFileKind.Credentials));
    }

    /// <summary>Of sections of every kind, and with no regard to whether the file makes sense.</summary>
    private static IEnumerable<string> InProfileFile(string path, ProfileFileKind kind)
    {
        if (Read(path) is not { } content)
        {
            yield break;
        }

        IniDocument document = IniDocument.Parse(content, kind);
        for (int section = 0; section < document.Sections.Count; section++)
        {
            foreach (IniProperty property in document.PropertiesOf(section, []))
            {
                if (IsSecret(property.Name))
                {
                    yield return property.Value;
                }
            }
        }
    }

    private static IEnumerable<string> Folders(SystemEnvironment environment)
    {
        if (environment.Home is { } home)
        {
            yield return environment.Combine(home, ".aws", "sso", "cache");
            yield return environment.Combine(home, ".aws", "cli", "cache");
            yield return StateFolder.Locate(environment);
        }

        if (environment.Home is not null || environment.Get("AWS_LOGIN_CACHE_DIRECTORY") is { Length: > 0 })
        {
            yield return LoginTokenKind.FolderOf(environment);
        }

        if (ConfigurationFile.Locate(environment) is { } own && Path.GetDirectoryName(own) is { Length: > 0 } folder)
        {
            yield return folder;
        }
    }

    private static IEnumerable<string> InJsonFiles(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).SelectMany(static file => InText(Read(file)))]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<string> InText(byte[]? content) =>
        content is null ? [] : InNode(null, JsonContent.ReadValue(content, out _, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }));

    private static IEnumerable<string> InNode(string? name, JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(static member => InNode(member.Key, member.Value)),
        JsonArray array => array.SelectMany(item => InNode(name, item)),
        // A private key has several lines, and each of them is one.
        JsonValue value when name is not null && IsSecret(name) && value.TryGetValue(out string? text) => text.Contains('\n', StringComparison.Ordinal) ? [text, .. text.Split('\n', StringSplitOptions.TrimEntries)] : [text],
        _ => [],
    };

    private static bool IsSecret(string name) =>
        !s_harmless.Contains(name) && s_words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static byte[]? Read(string path)
    {
        try
        {
            return FileSnapshot.Read(path, MaximumLength, TimeProvider.System) is { Exists: true } file ? file.Content.ToArray() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
