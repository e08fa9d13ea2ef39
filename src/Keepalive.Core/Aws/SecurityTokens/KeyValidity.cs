namespace Keepalive.Aws.SecurityTokens;

/// <summary>The verdict of STS on a key.</summary>
public enum KeyValidity
{
    /// <summary>Unknown: no answer, or an answer that is not about the key.</summary>
    Unknown,

    /// <summary>STS took it.</summary>
    Alive,

    /// <summary>STS answered ExpiredToken, InvalidClientTokenId or UnrecognizedClient.</summary>
    Dead,
}
