using Keepalive.Aws.Profiles;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Whether the default chain is set up, and what there is to say about it.</summary>
/// <param name="Source">The profile whose credential is used; null: the default credential chain is not changed.</param>
/// <param name="Notes">What the person should know.</param>
internal sealed record ChainDecision(string? Source, IReadOnlyList<string> Notes)
{
    private static readonly string[] Identities = ["AWS_ACCESS_KEY_ID", "AWS_BEARER_TOKEN_BEDROCK", "AWS_WEB_IDENTITY_TOKEN_FILE"];

    /// <param name="wanted">What was asked for: yes, no, or as it is best.</param>
    /// <param name="source">The profile that the helpers use.</param>
    /// <param name="files">The AWS files.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="settings">Every settings file that Claude Code reads, with its path.</param>
    /// <exception cref="KeepaliveException">InstallationRefused: it was asked for, and can't be.</exception>
    public static ChainDecision Make(
        bool? wanted, string source, ProfileFiles files, SystemEnvironment environment, IReadOnlyList<(string Path, JsoncDocument Document)> settings)
    {
        if (wanted == false)
        {
            return new ChainDecision(null, Fallback(files, []));
        }

        string? obstacle = ChainProfile.IsTaken(files) ? $"there is already a profile '{ChainProfile.Name}' that Keepalive did not write"
            : !ChainProfile.CanName(source) ? $"the name '{source}' can't be written on a command line in every shell"
            : wanted is null ? OtherChoice(source, environment, settings)
            : null;
        if (obstacle is null)
        {
            return new ChainDecision(source, Winners(environment, settings));
        }

        return wanted == true
            ? throw KeepaliveErrors.InstallationRefused($"The default credential chain can't be set up: {obstacle}", "Rename that profile, or install with --no-default-chain (-NoDefaultChain).", source)
            : new ChainDecision(null, Fallback(files, [$"The default credential chain is not changed: {obstacle}."]));
    }

    /// <summary>A person has already chosen an account, and Keepalive must not choose another.</summary>
    private static string? OtherChoice(string source, SystemEnvironment environment, IReadOnlyList<(string Path, JsoncDocument Document)> settings)
    {
        foreach ((string place, string? named) in (IEnumerable<(string, string?)>)
        [
            ("the environment", environment.Get("AWS_PROFILE")),
            .. settings.Select(file => (file.Path, file.Document.StringOf(file.Document.Find("env", "AWS_PROFILE")))),
        ])
        {
            if (named is { Length: > 0 } && named != source && named != ChainProfile.Name)
            {
                return $"AWS_PROFILE names '{named}' in {place}";
            }
        }

        return null;
    }

    /// <summary>The variables that the SDK prefers to any profile.</summary>
    private static List<string> Winners(SystemEnvironment environment, IReadOnlyList<(string Path, JsoncDocument Document)> settings)
    {
        List<string> notes = [];
        foreach (string variable in Identities)
        {
            string? place = environment.Get(variable) is not null ? "the environment"
                : settings.FirstOrDefault(file => file.Document.Find("env", variable) is not null).Path;
            if (place is not null)
            {
                notes.Add($"{variable} is set in {place}: Claude Code's default credential chain may use that identity instead of the profile.");
            }
        }

        return notes;
    }

    private static List<string> Fallback(ProfileFiles files, List<string> notes)
    {
        if (files.Find("default") is { } live && (live["aws_access_key_id"] ?? live["sso_session"] ?? live["sso_start_url"] ?? live["credential_process"]) is { } property)
        {
            notes.Add($"While the export fails, Claude Code uses profile 'default' ({property}), which may be another account.");
        }

        return notes;
    }
}
