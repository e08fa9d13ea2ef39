using Keepalive.Platform.Files;

namespace Keepalive.Tokens;

/// <summary>
/// The second place of a session's token, in the state folder: for one that the service has given and that its own file would not take.
/// It is used until the file can be written, and only while it is newer than the token in the file: a person may have signed in since.
/// </summary>
internal sealed class HeldToken<TToken>(TokenKind<TToken> kind, TimeProvider clock)
    where TToken : class, IRenewableToken
{
    /// <summary>The file.</summary>
    public HeldFile File { get; } = new(kind.State.HeldToken);

    /// <summary>The one that is held, if it is newer; null when there is none that counts.</summary>
    /// <param name="current">The token in the session's own file; null where it can't be read.</param>
    public TToken? NewerThan(TToken? current)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(kind.State.HeldToken, TokenFileContent.MaximumLength, clock);
            return snapshot.Exists && kind.Parse(snapshot.Content) is { } held && (current is null || HeldFile.IsNewer(held, current)) ? held : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return null;
        }
    }
}

/// <summary>The file of a <see cref="HeldToken{TToken}"/>.</summary>
/// <param name="path">Its path.</param>
internal sealed class HeldFile(string path)
{
    /// <summary>Whether a held token counts instead of the one in the file. An answer may have had the next refresh token alone; its token ends as the one before.</summary>
    public static bool IsNewer(IRenewableToken held, IRenewableToken current) =>
        held.Expires > current.Expires || (held.Expires == current.Expires && held.Identity == current.Identity && held.RefreshToken != current.RefreshToken);

    /// <summary>Holds a token; false where that can't be done either.</summary>
    public bool TryWrite(byte[] content)
    {
        try
        {
            AtomicFile.Write(path, content);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return false;
        }
    }

    /// <summary>The session's own file has a token that counts, or shall have none.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // It is older than the token in the file, or it expires anyway.
        }
    }
}
