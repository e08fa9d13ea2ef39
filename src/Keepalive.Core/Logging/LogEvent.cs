namespace Keepalive.Logging;

/// <summary>The kind of a log entry.</summary>
public enum LogEvent
{
    /// <summary>A refresh that found a session that was not good (Claude Code's <c>awsAuthRefresh</c>).</summary>
    Refresh,

    /// <summary>A renewal in the background that changed something, or failed.</summary>
    Renewal,

    /// <summary>The access token of a sign-in was renewed without a person.</summary>
    TokenRenewal,

    /// <summary>Role credentials were got from IAM Identity Center or AWS STS.</summary>
    RoleRenewal,

    /// <summary>A sign-in to IAM Identity Center, from the start of its worker to its end.</summary>
    SignIn,

    /// <summary>An automatic login, from the start of its worker to its end.</summary>
    AutoLogin,

    /// <summary>A failed export: Claude Code does not show the reason.</summary>
    Export,
}

/// <summary>On whose behalf it happened.</summary>
public enum LogCaller
{
    /// <summary>Not told.</summary>
    Unknown,

    /// <summary>The caller that asked for a credential.</summary>
    Export,

    /// <summary>A refresh.</summary>
    Refresh,

    /// <summary>The background renewal that a hook has started.</summary>
    Background,

    /// <summary>A person who signs in.</summary>
    Login,

    /// <summary>A person who looks.</summary>
    Status,
}
