using System.Text.Json.Nodes;
using Keepalive.Platform.Jsonc;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// What of cc-aws-keepalive an installation does not take the place of: its hook and its plugin. Left as they are, they start
/// logins beside ours, and a person gets two requests on his phone.
/// </summary>
internal static class OlderParts
{
    private const string Script = "aws-cred-check.mjs";
    private const string Plugin = "cc-aws-keepalive@";

    /// <summary>A sentence for each part that is found.</summary>
    /// <param name="settings">Every settings file that counts.</param>
    public static IEnumerable<string> Tell(IEnumerable<(string Path, JsoncDocument Document)> settings) => settings.SelectMany(file => Tell(file.Path, file.Document));

    private static IEnumerable<string> Tell(string path, JsoncDocument document)
    {
        foreach (JsoncItem item in document.Find("hooks") is { Kind: JsoncKind.Object } hooks ? hooks.Items : [])
        {
            foreach (JsoncNode entry in SettingsEdit.Entries(document, ["hooks", item.Name!]))
            {
                if (document.ValueOf(entry) is JsonObject hook && hook.ToJsonString().Contains(Script, StringComparison.Ordinal))
                {
                    int line = JsoncPosition.Of(document.Content.Span, entry.Start).Line;
                    yield return $"A hook of cc-aws-keepalive is still installed ({path}, line {line}). Remove the hook. Otherwise cc-aws-keepalive starts its own logins.";
                }
            }
        }

        foreach (JsoncItem item in document.Find("enabledPlugins") is { Kind: JsoncKind.Object } plugins ? plugins.Items : [])
        {
            if (item.Name!.StartsWith(Plugin, StringComparison.Ordinal) && document.ValueOf(item.Value) is JsonValue value && value.ToJsonString() == "true")
            {
                yield return $"The plugin {item.Name} is still enabled ({path}). Disable the plugin with: claude plugin disable {item.Name}. Otherwise it starts its own logins.";
            }
        }
    }
}
