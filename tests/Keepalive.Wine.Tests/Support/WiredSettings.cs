using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Wine.Tests.Support;

/// <summary>The four commands in Claude Code's settings, each as it stands there.</summary>
/// <param name="Export">awsCredentialExport.</param>
/// <param name="Refresh">awsAuthRefresh.</param>
/// <param name="StatusLine">The command of statusLine.</param>
/// <param name="Hook">The program and the arguments of the hook for a prompt.</param>
internal sealed record WiredSettings(string Export, string Refresh, string StatusLine, string[] Hook)
{
    /// <summary>As lines of a shell.</summary>
    public string[] Lines => [Export, Refresh, StatusLine, string.Join(' ', Hook)];

    public static WiredSettings Read(string settings)
    {
        JsonNode root = JsonNode.Parse(settings, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!;
        JsonNode hook = root["hooks"]!["UserPromptSubmit"]![0]!["hooks"]![0]!;
        return new WiredSettings(
            (string)root["awsCredentialExport"]!, (string)root["awsAuthRefresh"]!, (string)root["statusLine"]!["command"]!,
            [(string)hook["command"]!, .. hook["args"]!.AsArray().Select(argument => (string)argument!)]);
    }
}
