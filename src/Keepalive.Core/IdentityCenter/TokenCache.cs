using Keepalive.Platform.Files;

namespace Keepalive.IdentityCenter;

/// <summary>
/// The token of a session in <c>~/.aws/sso/cache</c>, which all AWS tools share. Others rewrite it in place, so a read
/// that makes no sense is repeated; ours is a rename.
/// </summary>
internal sealed class TokenCache
{
    private const int MaximumLength = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(10);

    /// <summary>Keepalive renews earlier than any other tool, but not earlier than this.</summary>
    private static readonly TimeSpan NearItsEnd = TimeSpan.FromMinutes(25);

    private readonly TimeProvider _clock;
    private readonly HeldToken _held;

    public TokenCache(SystemEnvironment environment, SsoSession session, TimeProvider clock)
    {
        _clock = clock;
        _held = new HeldToken(environment, session, clock);
        Path = environment.Combine(environment.Home ?? throw KeepaliveErrors.HomeNotFound(), ".aws", "sso", "cache", $"{session.CacheKey}.json");
    }

    public string Path { get; }

    /// <summary>The token, or null when there is no file. One that is held elsewhere, since its file would not take it, is as good.</summary>
    /// <exception cref="KeepaliveException">TokenFileInvalid, TokenFileUnreadable.</exception>
    public async ValueTask<SsoToken?> ReadAsync(CancellationToken cancellationToken)
    {
        SsoToken? token;
        try
        {
            token = await ReadFileAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException) when (_held.NewerThan(null) is { } held)
        {
            return held;
        }

        // A token that is valid for long is not checked again: it was stored because the file could not be written when the token in the file expired soon.
        return token is not null && token.Expires - _clock.GetUtcNow() < NearItsEnd ? Newest(token) : token;
    }

    /// <summary>The token, or what is held in its stead, however long it lasts.</summary>
    public SsoToken Newest(SsoToken token) => _held.NewerThan(token) ?? token;

    /// <summary>Secures the place of a new token before it is asked for.</summary>
    /// <exception cref="KeepaliveException">TokenFileUnwritable.</exception>
    public TokenPlace Prepare() => TokenPlace.Prepare(Path, _held, _clock);

    /// <summary>Puts what is held into its file, if that takes it now. Under the token lock.</summary>
    public void SettleHeld(SsoToken? current)
    {
        if (_held.NewerThan(current) is not { } held)
        {
            return;
        }

        try
        {
            AtomicFile.Write(Path, held.ToUtf8());
            _held.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It serves from where it is.
        }
    }

    /// <summary>Removes it, wherever it is.</summary>
    public void Delete()
    {
        if (File.Exists(Path))
        {
            File.Delete(Path);
        }

        _held.Delete();
    }

    /// <summary>The content of the file itself.</summary>
    public async ValueTask<SsoToken?> ReadFileAsync(CancellationToken cancellationToken)
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
            throw KeepaliveErrors.TokenFileUnreadable(
                Path, FileFault.Describe(Path, exception),
                exception is UnauthorizedAccessException ? WriteAdvice.For(Path, exception) : "Check that it is a file and that your account may read it.", exception);
        }
    }
}
