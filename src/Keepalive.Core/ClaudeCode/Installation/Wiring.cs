using System.Text.Json.Nodes;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Which of the two doors Claude Code calls.</summary>
public enum ClaudeCodeEngine
{
    /// <summary><c>claude-aws</c>: starts in milliseconds.</summary>
    Companion,

    /// <summary>The cmdlets, through <c>pwsh</c>, where there is no companion for the platform.</summary>
    Cmdlets,
}

/// <summary>
/// What Claude Code is to call. No string has a quote, a backslash or a variable in it, so that sh, Git Bash and PowerShell
/// all read it alike; no string names a profile, so that the environment still chooses.
/// </summary>
/// <param name="Export">For <c>awsCredentialExport</c>.</param>
/// <param name="Refresh">For <c>awsAuthRefresh</c>.</param>
/// <param name="StatusLine">For <c>statusLine.command</c>.</param>
/// <param name="Hook">The program and the arguments of all hooks, which no shell reads.</param>
internal sealed record Wiring(string Export, string Refresh, string StatusLine, IReadOnlyList<string> Hook)
{
    /// <summary>Longer than the hook ever takes; Claude Code's own limit is half a minute.</summary>
    private const int HookTimeoutSeconds = 10;

    private const string Shell = "pwsh -NoProfile -NonInteractive -Command";

    public static IReadOnlyList<string> HookEvents { get; } = ["UserPromptSubmit", "SessionStart", "FileChanged", "StopFailure"];

    /// <param name="program">A word that finds <c>claude-aws</c>.</param>
    public static Wiring ForCompanion(string program) =>
        new($"{program} export", $"{program} refresh", $"{program} statusline", [program, "check", "--as-hook"]);

    public static Wiring ForCmdlets() => new(
        $"{Shell} Get-ClaudeAwsCredential -AsJson",
        $"{Shell} Invoke-ClaudeAwsRefresh",
        $"{Shell} Get-ClaudeAwsSession -AsStatusLine",
        [.. Shell.Split(' '), "Test-ClaudeAwsSession -AsHook"]);

    public JsonObject HookEntry() => new()
    {
        ["type"] = "command",
        ["command"] = Hook[0],
        ["args"] = new JsonArray([.. Hook.Skip(1).Select(argument => (JsonNode)argument)]),
        ["timeout"] = HookTimeoutSeconds,
    };
}
