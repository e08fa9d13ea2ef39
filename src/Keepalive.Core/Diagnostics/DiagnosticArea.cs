namespace Keepalive.Diagnostics;

/// <summary>What a check looks at. The order is the one to mend in: what is unreadable hides all that comes after it.</summary>
public enum DiagnosticArea
{
    /// <summary>The files themselves: readable, whole, private.</summary>
    Files,

    /// <summary>What the config file says of profiles and sso-sessions.</summary>
    Profile,

    /// <summary>The way to the hosts of AWS, and what they answer.</summary>
    Network,

    /// <summary>The sign-in that the profile in use depends on.</summary>
    SignIn,

    /// <summary>What one tool takes and another passes over.</summary>
    Shadowing,

    /// <summary>What Claude Code calls, and what it is told.</summary>
    ClaudeCode,

    /// <summary>What the helpers did when they were run.</summary>
    Helpers,

    /// <summary>Signing in without a person: the recipe or command, and the secrets.</summary>
    AutoLogin,
}
