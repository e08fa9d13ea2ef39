using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Prompts.Page;

/// <summary>
/// What a visitor and the server show each other. The visitor sends the token. The server proves itself in its answer: if it has died, and
/// another program listens on its port, a page must not give that program an answer.
/// </summary>
/// <param name="Token">256 bits, sent in a header of each request.</param>
/// <param name="Proof">256 bits, sent in a header of each answer to the right token, and nowhere else.</param>
internal sealed record PageKey(string Token, string Proof)
{
    /// <summary>The letters of each half.</summary>
    public const int Length = 64;

    /// <summary>Both halves, as a fragment or a record holds them.</summary>
    public string Text => Token + Proof;

    public static PageKey Create() => new(RandomNumberGenerator.GetHexString(Length, lowercase: true), RandomNumberGenerator.GetHexString(Length, lowercase: true));

    /// <summary>Null if the text is not a key.</summary>
    public static PageKey? Parse(string? text) =>
        text?.Length == 2 * Length && text.All(char.IsAsciiHexDigitLower) ? new(text[..Length], text[Length..]) : null;

    /// <summary>Compares in a time that tells nothing.</summary>
    public bool IsOpenedBy(ReadOnlySpan<byte> token) => CryptographicOperations.FixedTimeEquals(token, Encoding.ASCII.GetBytes(Token));

    /// <summary>Never the key.</summary>
    public override string ToString() => "(key of a page)";
}
