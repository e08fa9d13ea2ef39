using Keepalive.Platform.Files;
using Keepalive.Platform.Time;

namespace Keepalive.Tokens;

/// <summary>
/// Where a new token will stand, secured before the service is asked for it: asking spends the old refresh token, and there is no second
/// answer. If its file still can't be written, the token is stored in the state folder, and until then in this process.
/// </summary>
internal sealed class TokenPlace : IDisposable
{
    /// <summary>Tokens have grown over the years; a claim more must not make the difference.</summary>
    private const int Room = 32 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(200);

    private readonly string _path;
    private readonly HeldFile _held;
    private readonly TimeProvider _clock;
    private readonly PreparedFile _file;

    private TokenPlace(string path, HeldFile held, TimeProvider clock, PreparedFile file)
    {
        _path = path;
        _held = held;
        _clock = clock;
        _file = file;
    }

    /// <summary>Secures it.</summary>
    /// <exception cref="KeepaliveException">TokenFileUnwritable, with the next step; nothing is spent yet.</exception>
    public static TokenPlace Prepare(string path, HeldFile held, TimeProvider clock)
    {
        try
        {
            return new TokenPlace(path, held, clock, PreparedFile.Create(path, Room));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.TokenFileUnwritable(path, FileFault.Describe(path, exception), WriteAdvice.ForToken(path, exception), exception);
        }
    }

    /// <summary>Keeps the token of a sign-in, whatever the file holds: a person has just asked for it. In the second place where there is no other way.</summary>
    /// <param name="content">The whole file.</param>
    /// <returns>Null if the token is in its file; otherwise the reason why it is in the state folder.</returns>
    /// <exception cref="KeepaliveException">TokenFileUnwritable: for a minute neither place could be written.</exception>
    public async Task<KeepaliveException?> KeepAsync(byte[] content) => (await KeepAsync(content, () => Replace(content)).ConfigureAwait(false)).Held;

    /// <summary>Keeps a renewed token, if its file shall still have it: other tools know no lock of ours. Not cancelled: there is no second one like it.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="choose">What the file shall hold, by what it holds; null: there shall be none. What it returns unchanged stays as it is.</param>
    /// <returns>What the file holds now, or that the token is held.</returns>
    /// <exception cref="KeepaliveException">TokenFileUnwritable: for a minute neither place could be written.</exception>
    public Task<KeptToken> KeepAsync(byte[] content, Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?> choose) =>
        KeepAsync(content, () => TokenFileContent.Change(_file.Target, choose, _file));

    public void Dispose() => _file.Dispose();

    private async Task<KeptToken> KeepAsync(byte[] content, Func<ReadOnlyMemory<byte>?> write)
    {
        // The first attempt uses the secured room. One that fails may leave none, so the second one makes a file of its own.
        (ReadOnlyMemory<byte>? now, KeepaliveException? failure) = Try(write);
        Deadline deadline = Deadline.After(_clock, Patience);
        while (failure is not null)
        {
            (now, failure) = Try(write);
            if (failure is null || _held.TryWrite(content))
            {
                break;
            }

            if (deadline.Remaining == TimeSpan.Zero)
            {
                throw failure;
            }

            await Task.Delay(BetweenAttempts, _clock, CancellationToken.None).ConfigureAwait(false);
        }

        if (failure is null)
        {
            _held.Delete();
        }

        return new KeptToken(now, failure);
    }

    private ReadOnlyMemory<byte>? Replace(byte[] content)
    {
        if (_file.IsFilled)
        {
            AtomicFile.Write(_path, content);
        }
        else
        {
            _file.Commit(content);
        }

        return content;
    }

    private (ReadOnlyMemory<byte>? Now, KeepaliveException? Failure) Try(Func<ReadOnlyMemory<byte>?> write)
    {
        try
        {
            return (write(), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, KeepaliveErrors.TokenFileUnwritable(_path, FileFault.Describe(_path, exception), WriteAdvice.ForToken(_path, exception), exception));
        }
    }
}

/// <summary>Where a renewed token is.</summary>
/// <param name="Content">What the session's file holds now; null: there is no file, or it did not take the token.</param>
/// <param name="Held">The reason why the token is in the state folder; null: it is not.</param>
internal sealed record KeptToken(ReadOnlyMemory<byte>? Content, KeepaliveException? Held);
