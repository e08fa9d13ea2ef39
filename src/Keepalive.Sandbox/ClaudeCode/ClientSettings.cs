using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.ClaudeCode;

namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>The part of Claude Code's <c>settings.json</c> that has to do with credentials, hooks and the status line.</summary>
internal sealed record ClientSettings
{
    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public string? CredentialExport { get; private init; }

    public string? AuthRefresh { get; private init; }

    public string? StatusLine { get; private init; }

    public IReadOnlyDictionary<string, string> Environment { get; private init; } = new Dictionary<string, string>();

    private JsonObject? Hooks { get; init; }

    public static ClientSettings Read(string path)
    {
        byte[] text = File.Exists(path) ? File.ReadAllBytes(path) : "{}"u8.ToArray();
        JsonNode root = JsonNode.Parse(text.AsSpan().StartsWith("\uFEFF"u8) ? text.AsSpan(3) : text, documentOptions: s_lenient) ?? new JsonObject();
        return new ClientSettings
        {
            CredentialExport = (string?)root[Slots.ExportSetting],
            AuthRefresh = (string?)root[Slots.RefreshSetting],
            StatusLine = (string?)root[Slots.StatusLineSetting]?["command"],
            Environment = root["env"] is JsonObject variables ? variables.ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>()) : new Dictionary<string, string>(),
            Hooks = root[Slots.HooksSetting] as JsonObject,
        };
    }

    /// <summary>The hooks of an event, in their order; matchers are not looked at.</summary>
    public IEnumerable<ClientHook> HooksOf(string eventName) =>
        from entry in Hooks?[eventName] as JsonArray ?? []
        from hook in entry?["hooks"] as JsonArray ?? []
        where (string?)hook?["type"] == "command" && hook["command"] is not null
        select new ClientHook(
            (string)hook["command"]!,
            (hook["args"] as JsonArray)?.Select(argument => argument!.GetValue<string>()).ToArray(),
            TimeSpan.FromSeconds(hook["timeout"]?.GetValue<double>() ?? ClientHook.DefaultTimeout.TotalSeconds));
}

/// <summary>A hook: with arguments it is run without a shell.</summary>
internal sealed record ClientHook(string Command, string[]? Arguments, TimeSpan Timeout)
{
    public static readonly TimeSpan DefaultTimeout = Slots.Hook.ClientLimit!.Value;
}
