namespace Keepalive.Configuration;

/// <summary>The names of the secret stores, as the setting <c>secretStore</c> has them; one table for the setting, the stores and the help.</summary>
public static class SecretStoreNames
{
    /// <summary>The variable that names the store.</summary>
    public const string Variable = "CLAUDE_AWS_SECRET_STORE";

    /// <summary>The Credential Manager of Windows.</summary>
    public const string CredentialManager = "credential-manager";

    /// <summary>The Keychain of macOS.</summary>
    public const string Keychain = "keychain";

    /// <summary>The Secret Service of Linux (libsecret).</summary>
    public const string SecretService = "secret-service";

    /// <summary>A file without encryption.</summary>
    public const string PlainText = "plaintext";

    /// <summary>All names, those of other platforms too.</summary>
    public static IReadOnlyList<string> All { get; } = [CredentialManager, Keychain, SecretService, PlainText];
}
