namespace Keepalive.Diagnostics.Findings;

/// <summary>The area of a check. Fix findings in this order: an unreadable file hides all later findings.</summary>
public enum DiagnosticArea
{
    /// <summary>The files themselves: readable, whole, private.</summary>
    Files,

    /// <summary>Profiles and sso-sessions in the config file.</summary>
    Profile,

    /// <summary>The way to the hosts of AWS, and what they answer.</summary>
    Network,

    /// <summary>The sign-in that the profile in use depends on.</summary>
    SignIn,

    /// <summary>Settings that one tool uses and another tool ignores.</summary>
    Shadowing,

    /// <summary>The commands that Claude Code calls, and its settings.</summary>
    ClaudeCode,

    /// <summary>The results of the helper runs.</summary>
    Helpers,

    /// <summary>Signing in without a person: the recipe or command, and the secrets.</summary>
    AutoLogin,
}
