namespace Keepalive;

/// <summary>Which of Claude Code's settings files is meant. The values are Core's.</summary>
public enum ClaudeAwsScope
{
    /// <summary>The person's own, for all projects.</summary>
    User,

    /// <summary>The current folder's, which a team shares.</summary>
    Project,

    /// <summary>The current folder's, for this person alone.</summary>
    Local,

    /// <summary>The machine's.</summary>
    Managed,
}

/// <summary>What Claude Code calls.</summary>
public enum ClaudeAwsEngine
{
    /// <summary>The companion where there is one for the platform, else the cmdlets.</summary>
    Automatic,

    /// <summary><c>claude-aws</c>.</summary>
    Companion,

    /// <summary>The cmdlets, through <c>pwsh</c>.</summary>
    Cmdlets,
}
