using System.Security.Cryptography;
using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Tokens;

/// <summary>
/// Remembers which refresh token the service refused for good, so that of a hundred waiting sessions one asks and the
/// others take its answer. Holds a hash, never a token; a new sign-in has another token and is not concerned.
/// </summary>
internal static class RefusedToken
{
    private const int MaximumLength = 1024;

    public static bool Is(TokenState state, IRenewableToken token)
    {
        try
        {
            return FileSnapshot.ReadOwn(state.RefusedToken, MaximumLength, TimeProvider.System) is { Exists: true } file
                && Encoding.UTF8.GetString(file.Content.Span) == HashOf(token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // Then the service is asked; it says the same again.
        }
    }

    public static void Remember(TokenState state, IRenewableToken token)
    {
        try
        {
            AtomicFile.Write(state.RefusedToken, Encoding.ASCII.GetBytes(HashOf(token)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A convenience for others; the refusal itself is what counts.
        }
    }

    private static string HashOf(IRenewableToken token) =>
        Hexadecimal.Lower(SHA256.HashData(Encoding.UTF8.GetBytes(token.RefreshToken ?? string.Empty)));
}
