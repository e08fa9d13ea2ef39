namespace Keepalive.ClaudeCode.Installation;

/// <summary>How a command of the settings did when it was run as Claude Code would run it.</summary>
/// <param name="Setting">The setting that holds it.</param>
/// <param name="Command">The command as in the settings.</param>
/// <param name="Result">How it went.</param>
/// <param name="Detail">A sentence about it, without any secret.</param>
public sealed record CommandTrial(string Setting, string Command, CommandTrialResult Result, string Detail);

/// <summary>How a trial went.</summary>
public enum CommandTrialResult
{
    /// <summary>It does its work.</summary>
    Works,

    /// <summary>It does its work, and says that a person has to sign in.</summary>
    NeedsSignIn,

    /// <summary>It does not do its work.</summary>
    Fails,
}
