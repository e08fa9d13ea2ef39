using Keepalive.Files;

namespace Keepalive.SingleSignOn;

/// <summary>
/// The token of a session in <c>~/.aws/sso/cache</c>, which all AWS tools share. Others rewrite it in place, so a read
/// that makes no sense is repeated; ours is a rename.
/// </summary>
internal sealed class TokenCache
{
    private const int MaximumLength = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _clock;

    public TokenCache(SystemEnvironment environment, SsoSession session, TimeProvider clock)
    {
        _clock = clock;
        Path = environment.Combine(environment.Home ?? throw KeepaliveErrors.HomeNotFound(), ".aws", "sso", "cache", $"{session.CacheKey}.json");
    }

    public string Path { get; }

    /// <summary>The token, or null when there is no file.</summary>
    /// <exception cref="KeepaliveException">TokenFileInvalid, TokenFileUnreadable.</exception>
    public async ValueTask<SsoToken?> ReadAsync(CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        while (true)
        {
            bool isLast = _clock.GetElapsedTime(start) >= Patience;
            if (TryRead(isLast, out SsoToken? token))
            {
                return token;
            }

            await Task.Delay(BetweenReads, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="KeepaliveException">TokenFileUnwritable.</exception>
    public void Write(SsoToken token)
    {
        try
        {
            AtomicFile.Write(Path, token.ToUtf8());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.TokenFileUnwritable(Path, FileFault.Describe(Path, exception), exception);
        }
    }

    public void Delete() => File.Delete(Path);

    private bool TryRead(bool isLast, out SsoToken? token)
    {
        token = null;
        try
        {
            FileSnapshot snapshot = FileSnapshot.Read(Path, MaximumLength, _clock);
            if (!snapshot.Exists)
            {
                // Between two versions of the file there may be none for a moment (Windows, tools that delete first).
                return isLast || snapshot.Age(_clock.GetUtcNow()) > Patience;
            }

            token = SsoToken.Parse(snapshot.Content.Span);
            return token is not null || (isLast ? throw KeepaliveErrors.TokenFileInvalid(Path, SsoToken.FindFault(snapshot.Content.Span)) : false);
        }
        catch (Exception exception) when (!isLast && exception is FileBusyException or FileUnsettledException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.TokenFileUnreadable(Path, FileFault.Describe(Path, exception), exception);
        }
    }
}
