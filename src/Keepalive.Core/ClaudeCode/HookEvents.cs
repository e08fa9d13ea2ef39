namespace Keepalive.ClaudeCode;

/// <summary>Claude Code's names of events.</summary>
public static class HookEvents
{
    /// <summary>A person has sent a prompt.</summary>
    public const string UserPromptSubmit = "UserPromptSubmit";

    /// <summary>A session begins, or continues.</summary>
    public const string SessionStart = "SessionStart";

    /// <summary>A file that a hook has asked to be told of has changed.</summary>
    public const string FileChanged = "FileChanged";

    /// <summary>A turn has ended with an error of the service.</summary>
    public const string StopFailure = "StopFailure";

    /// <summary>Events of which the client reads the groups; one of another name it ignores.</summary>
    internal static IReadOnlySet<string> Known { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "PreToolUse", "PostToolUse", "PostToolUseFailure", "Notification", UserPromptSubmit, SessionStart, "SessionEnd", "Stop", StopFailure,
        "SubagentStart", "SubagentStop", "PreCompact", "PostCompact", "PermissionRequest", "Setup", "ConfigChange", "CwdChanged", FileChanged,
    };
}
