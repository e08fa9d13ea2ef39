namespace Keepalive;

/// <summary>A settings file of Claude Code. The values are Core's.</summary>
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

/// <summary>The program that Claude Code calls.</summary>
public enum ClaudeAwsEngine
{
    /// <summary>The companion if there is one for the platform, otherwise the cmdlets.</summary>
    Automatic,

    /// <summary><c>claude-aws</c>.</summary>
    Companion,

    /// <summary>The cmdlets, through <c>pwsh</c>.</summary>
    Cmdlets,
}
