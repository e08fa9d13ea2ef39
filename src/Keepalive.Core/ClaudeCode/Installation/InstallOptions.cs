namespace Keepalive.ClaudeCode.Installation;

/// <summary>The options of an installation; missing ones are detected.</summary>
public sealed record InstallOptions
{
    /// <summary>The profile that Claude Code is to use, written into our configuration; null: as the environment chooses.</summary>
    public string? Profile { get; init; }

    /// <summary>Which settings file.</summary>
    public SettingsScope Scope { get; init; }

    /// <summary>The program that Claude Code calls; null: the companion if there is one.</summary>
    public ClaudeCodeEngine? Engine { get; init; }

    /// <summary>Whether the default chain leads to the same credential; null: where nothing else is chosen.</summary>
    public bool? DefaultChain { get; init; }

    /// <summary>Switches Bedrock on in the settings (CLAUDE_CODE_USE_BEDROCK).</summary>
    public bool UsesBedrock { get; init; }

    /// <summary>The region that the settings name (AWS_REGION); null: as the profile or the environment has it.</summary>
    public string? Region { get; init; }

    /// <summary>Fields of our configuration, as <c>name</c> and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Configuration { get; init; } = [];

    /// <summary>The companion's path; null where there is none for the platform.</summary>
    public string? Program { get; init; }

    /// <summary>
    /// The folder that a shell has put in front of its own PATH, as PowerShell does; null: none. Claude Code is not started with it, unless
    /// the program that started the shell has it too.
    /// </summary>
    public string? ShellFolder { get; init; }

    /// <summary>The project's folder.</summary>
    public required string WorkingDirectory { get; init; }
}
