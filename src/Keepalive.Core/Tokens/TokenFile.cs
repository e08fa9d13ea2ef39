using Keepalive.Platform.Files;

namespace Keepalive.Tokens;

/// <summary>
/// The token file of a session, which all AWS tools share. Others rewrite it in place, so a read that makes no sense is
/// repeated; ours is a rename.
/// </summary>
internal class TokenFile<TToken>
    where TToken : class, IRenewableToken
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(10);

    /// <summary>A renewal that is due may be delayed by this.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(3);

    private readonly TokenKind<TToken> _kind;
    private readonly TimeProvider _clock;
    private readonly HeldToken<TToken> _held;

    public TokenFile(TokenKind<TToken> kind, TimeProvider clock)
    {
        _kind = kind;
        _clock = clock;
        _held = new HeldToken<TToken>(kind, clock);
        Path = kind.Path;
    }

    public string Path { get; }

    /// <summary>Keepalive renews earlier than any other tool, but not earlier than this.</summary>
    private TimeSpan NearItsEnd => _kind.RenewAhead + _kind.Jitter + Delay;

    /// <summary>The token, or null when there is no file. One that is held elsewhere, since its file would not take it, is as good.</summary>
    /// <exception cref="KeepaliveException">TokenFileInvalid, TokenFileUnreadable.</exception>
    public async ValueTask<TToken?> ReadAsync(CancellationToken cancellationToken)
    {
        TToken? token;
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
    public TToken Newest(TToken token) => _held.NewerThan(token) ?? token;

    /// <summary>Secures the place of a new token before it is asked for.</summary>
    /// <exception cref="KeepaliveException">TokenFileUnwritable.</exception>
    public TokenPlace Prepare() => TokenPlace.Prepare(Path, _held.File, _clock);

    /// <summary>Puts what is held into its file, if that takes it now, and against what the file holds. Without a file there is no sign-in. Under the token lock.</summary>
    /// <returns>False: it is still held.</returns>
    public bool SettleHeld()
    {
        try
        {
            ReadOnlyMemory<byte>? settled = TokenFileContent.Change(
                AtomicFile.TargetOf(Path), now => now is { } content && _held.NewerThan(_kind.Parse(content)) is { } held ? held.ToUtf8() : now);
            if (settled is not null)
            {
                _held.File.Delete();
            }

            return settled is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // It serves from where it is.
        }
    }

    /// <summary>
    /// Removes it, wherever it is: also from the temporary files of runs that were killed. A link to it stays, so that the next sign-in is written to the same place.
    /// </summary>
    public void Delete()
    {
        string target = AtomicFile.TargetOf(Path);
        if (File.Exists(target))
        {
            File.Delete(target);
        }

        _held.File.Delete();
        LeftOvers.Clean(System.IO.Path.GetDirectoryName(target)!);
    }

    /// <summary>The content of the file itself.</summary>
    public async ValueTask<TToken?> ReadFileAsync(CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        while (true)
        {
            bool isLast = _clock.GetElapsedTime(start) >= Patience;
            if (TryRead(isLast, out TToken? token))
            {
                return token;
            }

            await Task.Delay(BetweenReads, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool TryRead(bool isLast, out TToken? token)
    {
        token = null;
        try
        {
            FileSnapshot snapshot = FileSnapshot.Read(Path, TokenFileContent.MaximumLength, _clock);
            if (!snapshot.Exists)
            {
                // Between two versions of the file there may be none for a moment (Windows, tools that delete first).
                return isLast || snapshot.Age(_clock.GetUtcNow()) > Patience;
            }

            token = _kind.Parse(snapshot.Content);
            return token is not null || (isLast ? throw _kind.Invalid(snapshot.Content.Span) : false);
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
