namespace Keepalive.ClaudeCode;

/// <summary>Claude Code's names of the events that are answered.</summary>
internal static class HookEvents
{
    public const string UserPromptSubmit = "UserPromptSubmit";
    public const string SessionStart = "SessionStart";
    public const string FileChanged = "FileChanged";
    public const string StopFailure = "StopFailure";
}
