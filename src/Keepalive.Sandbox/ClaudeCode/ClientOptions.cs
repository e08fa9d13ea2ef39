namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>Where a <see cref="MiniatureClient"/> lives.</summary>
public sealed record ClientOptions
{
    /// <summary>The settings file; need not exist.</summary>
    public required string SettingsFile { get; init; }

    /// <summary>The working folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Variables on top of this process's own; null takes one away. They lead to the loopback services.</summary>
    public required IReadOnlyDictionary<string, string?> Variables { get; init; }

    /// <summary>As <c>claude -p</c> is.</summary>
    public bool IsHeadless { get; init; }

    /// <summary>The session's id.</summary>
    public string SessionId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Decides when keys are too old, and measures the pauses between tries. Limits of commands are real time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
