using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>cc-aws-keepalive's configuration: its fields have the same names and meanings here.</summary>
internal static partial class OlderConfiguration
{
    private static readonly string[] Fields =
        ["profile", "expirationField", "loginCmd", "autoLoginCmd", "autoLoginMinutes", "warnMinutes", "timerWarnMinutes", "statusLineCmd"];

    /// <summary>Its values that differ from the defaults. Empty if there are none.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">Tells the age of the last change.</param>
    /// <param name="notes">Takes what was found and what can't be taken over.</param>
    /// <exception cref="KeepaliveException">It can't be read, or names a profile that cc-aws-keepalive itself would not take.</exception>
    public static IReadOnlyList<(string Name, JsonNode Value)> Read(SystemEnvironment environment, TimeProvider clock, ICollection<string> notes)
    {
        if (environment.Home is not { } home || EditableFile.Read(environment.Combine(home, ".config", "cc-aws-keepalive", "config.json"), clock) is not { Exists: true } file)
        {
            return [];
        }

        JsoncDocument document = file.Parse();
        if (document.StringOf(document.Find("profile")) is { Length: > 0 } profile && !Profile().IsMatch(profile))
        {
            // There it would silently become 'default', perhaps another account.
            throw KeepaliveErrors.InstallationRefused(
                $"{file.Path} contains a profile that cc-aws-keepalive does not accept, so it is unknown which account was used",
                "Correct 'profile' in that file, or move the file away and install with --profile (-ProfileName).", file.Path);
        }

        List<(string, JsonNode)> values = [];
        foreach (string field in Fields)
        {
            if (document.ValueOf(document.Find(field)) is JsonValue value && value.ToJsonString() is not ("\"\"" or "0"))
            {
                values.Add((field, value));
            }
        }

        if (values.Count > 0)
        {
            notes.Add($"Taken over from {file.Path}: {string.Join(", ", values.Select(value => value.Item1))}.");
        }

        if (document.StringOf(document.Find("autoLoginCmd")) is { } login && login.Contains("saml2aws", StringComparison.Ordinal) && !login.Contains("--force", StringComparison.Ordinal))
        {
            notes.Add("Its autoLoginCmd runs saml2aws without --force. Add --force. Without this option, saml2aws does nothing while the old keys are valid.");
        }

        if (document.Find("syncTargets") is { Items.Count: > 0 })
        {
            notes.Add("Its syncTargets are not supported: Keepalive copies nothing to other machines.");
        }

        return values;
    }

    [GeneratedRegex("^[a-zA-Z0-9._-]+$")]
    private static partial Regex Profile();
}
