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
            throw KeepaliveErrors.TokenFileUnwritable(path, FileFault.Describe(path, exception), WriteAdvice.For(path, exception), exception);
        }
    }

    /// <summary>Keeps a new token, in the second place where there is no other way. Not cancelled: there is no second one like it.</summary>
    /// <param name="content">The whole file.</param>
    /// <returns>Null if the token is in its file; otherwise the reason why it is in the state folder.</returns>
    /// <exception cref="KeepaliveException">TokenFileUnwritable: for a minute neither place could be written.</exception>
    public async Task<KeepaliveException?> KeepAsync(byte[] content)
    {
        KeepaliveException? failure = Try(() => _file.Commit(content)) is null ? null : Try(() => AtomicFile.Write(_path, content));
        Deadline deadline = Deadline.After(_clock, Patience);
        while (failure is not null && !_held.TryWrite(content))
        {
            if (deadline.Remaining == TimeSpan.Zero)
            {
                throw failure;
            }

            await Task.Delay(BetweenAttempts, _clock, CancellationToken.None).ConfigureAwait(false);
            failure = Try(() => AtomicFile.Write(_path, content));
        }

        if (failure is null)
        {
            _held.Delete();
        }

        return failure;
    }

    public void Dispose() => _file.Dispose();

    private KeepaliveException? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return KeepaliveErrors.TokenFileUnwritable(_path, FileFault.Describe(_path, exception), WriteAdvice.For(_path, exception), exception);
        }
    }
}
