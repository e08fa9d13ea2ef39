using Keepalive.Platform.Files;

namespace Keepalive.IdentityCenter;

/// <summary>
/// The second place of a session's token, in the state folder: for one that the service has given and that its own file would not take.
/// It is used until the file can be written, and only while it is newer than the token in the file: a person may have signed in since.
/// </summary>
internal sealed class HeldToken(SystemEnvironment environment, SsoSession session, TimeProvider clock)
{
    private const int MaximumLength = 1024 * 1024;

    private string Path => new SsoSessionState(environment, session).HeldToken;

    /// <summary>The one that is held, if it is newer; null when there is none that counts.</summary>
    /// <param name="current">The token in the session's own file; null where it can't be read.</param>
    public SsoToken? NewerThan(SsoToken? current)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(Path, MaximumLength, clock);
            return snapshot.Exists && SsoToken.Parse(snapshot.Content.Span) is { } held && (current is null || held.Expires > current.Expires) ? held : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return null;
        }
    }

    /// <summary>Holds a token; false where that can't be done either.</summary>
    public bool TryWrite(SsoToken token)
    {
        try
        {
            AtomicFile.Write(Path, token.ToUtf8());
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
            File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // It is older than the token in the file, or it expires anyway.
        }
    }
}
