namespace Keepalive.SecurityTokens;

/// <summary>What STS says of a key.</summary>
public enum KeyStanding
{
    /// <summary>Nobody could say: no answer, or one that tells nothing about the key.</summary>
    Unknown,

    /// <summary>STS took it.</summary>
    Alive,

    /// <summary>STS answered ExpiredToken, InvalidClientTokenId or UnrecognizedClient.</summary>
    Dead,
}
