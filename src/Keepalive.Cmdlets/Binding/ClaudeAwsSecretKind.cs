namespace Keepalive.Commands;

/// <summary>The kind of a secret.</summary>
public enum ClaudeAwsSecretKind
{
    /// <summary>The password that a login tool asks for.</summary>
    Password,

    /// <summary>The seed of time-based one-time codes.</summary>
    Totp,
}
