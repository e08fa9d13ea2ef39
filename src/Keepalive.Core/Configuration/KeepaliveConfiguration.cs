namespace Keepalive.Configuration;

/// <summary>Our own settings. Every field is optional.</summary>
public sealed record KeepaliveConfiguration
{
    /// <summary>All defaults.</summary>
    public static KeepaliveConfiguration Default { get; } = new();

    /// <summary><c>profile</c>: the profile that is used when neither the caller nor CLAUDE_AWS_PROFILE names one.</summary>
    public string? Profile { get; init; }

    /// <summary><c>expirationField</c>: the key of the credentials file that holds the expiry; found by itself when not set.</summary>
    public string? ExpirationField { get; init; }
}
