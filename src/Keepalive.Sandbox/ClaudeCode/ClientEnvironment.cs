namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>The client's variables: those it was started with, and the settings' <c>env</c> on top.</summary>
internal sealed class ClientEnvironment(IReadOnlyDictionary<string, string?> variables, string folder, string sessionId, bool isHeadless)
{
    /// <summary>The working folder.</summary>
    public string Folder => folder;

    /// <summary>The settings' <c>env</c>.</summary>
    public IReadOnlyDictionary<string, string> FromSettings { get; set; } = new Dictionary<string, string>();

    public string? this[string name] => (FromSettings.TryGetValue(name, out string? value) ? value
        : variables.TryGetValue(name, out value) ? value
        : Environment.GetEnvironmentVariable(name)) is { Length: > 0 } found ? found : null;

    /// <summary>Of the export and the refresh command.</summary>
    public Dictionary<string, string?> ForHelpers
    {
        get
        {
            var all = new Dictionary<string, string?>(variables)
            {
                ["AI_AGENT"] = "claude-code_2-1-329_harness",
                ["CLAUDE_CODE_ENTRYPOINT"] = isHeadless ? "sdk-cli" : "cli",
                ["NoDefaultCurrentDirectoryInExePath"] = "1",
                ["COREPACK_ENABLE_AUTO_PIN"] = "0",
                ["PWD"] = folder,
            };
            foreach ((string name, string value) in FromSettings)
            {
                all[name] = value;
            }

            return all;
        }
    }

    /// <summary>Of hooks and the status line.</summary>
    public Dictionary<string, string?> ForHooks => new(ForHelpers)
    {
        ["CLAUDECODE"] = "1",
        ["CLAUDE_CODE_SESSION_ID"] = sessionId,
        ["CLAUDE_PID"] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["CLAUDE_PROJECT_DIR"] = folder,
        ["COLUMNS"] = "80",
        ["LINES"] = "24",
    };
}
