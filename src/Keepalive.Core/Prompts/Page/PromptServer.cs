using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;
using Keepalive.SignIn;

namespace Keepalive.Prompts.Page;

/// <summary>
/// Serves the questions of one sign-in on a port of 127.0.0.1: to the person's browser as a page, to other processes of the same user as data.
/// Ends with the sign-in, or after ten minutes. Everything is bounded; see docs/prompts.md.
/// </summary>
internal sealed class PromptServer : IAsyncDisposable
{
    /// <summary>The system holds as many connections for us until we accept them.</summary>
    private const int Backlog = 512;

    /// <summary>A page that is open shows the outcome; it comes for it within a moment.</summary>
    private static readonly TimeSpan OutcomePatience = TimeSpan.FromSeconds(2);

    private readonly TcpListener _listener;
    private readonly IPEndPoint _end;
    private readonly PromptRoutes _routes;
    private readonly PromptRecord _record;
    private readonly SystemEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop;
    private readonly ConnectionRoom _room = new();
    private readonly HeapRest? _rest;
    private readonly Task _accepting;
    private int _serving;
    private int _isDisposed;

    private PromptServer(TcpListener listener, SystemEnvironment environment, PromptBoard board, TimeProvider clock, HeapRest? rest)
    {
        _rest = rest;
        _listener = listener;
        _environment = environment;
        _clock = clock;
        _end = (IPEndPoint)listener.LocalEndpoint;
        _record = new PromptRecord
        {
            Id = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Port = _end.Port,
            Key = PageKey.Create(),
            Profile = board.State.Profile,
            Tool = board.State.Tool,
            WorkerId = Environment.ProcessId,
            WorkerStarted = ProcessOrigin.Of(Environment.ProcessId)?.Started ?? 0,
            Machine = TemporaryWriter.ThisMachine,
        };
        _record.Write(environment);
        _routes = new PromptRoutes(board, _record, environment, clock);
        _stop = new CancellationTokenSource(Question.LongestLimit + OutcomePatience, clock);
        _stop.Token.Register(listener.Dispose);
        _accepting = AcceptAsync();
    }

    /// <summary>The port.</summary>
    public int Port => _end.Port;

    /// <summary>Completes when a page has come in: a person sees the questions.</summary>
    public Task Opened => _routes.Opened;

    /// <summary>Whether a page is open, as far as is known: one has asked for news a moment ago.</summary>
    public bool HasPage => _routes.HasPage;

    /// <summary>Whether a page or another process waits for news at this moment.</summary>
    public bool IsWatched => _routes.IsWatched;

    /// <summary>How many requests had a wrong token.</summary>
    public int WrongTokens => _routes.WrongTokens;

    /// <summary>The connections that are open.</summary>
    internal int Connections => _room.Count;

    /// <summary>Starts it. Removes what killed workers have left.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="board">The questions.</param>
    /// <param name="clock">The time.</param>
    /// <param name="rest">Gives memory back; null in a process that does other work.</param>
    /// <exception cref="KeepaliveException">StateFolderUnusable: the record can't be written. PromptUnavailable: there is no port.</exception>
    public static PromptServer Start(SystemEnvironment environment, PromptBoard board, TimeProvider clock, HeapRest? rest = null)
    {
        PromptRecord.FindLive(environment, clock);
        TcpListener listener;
        try
        {
            listener = LoopbackPort.Listen(Backlog);
        }
        catch (SocketException exception)
        {
            throw KeepaliveErrors.PromptUnavailable(board.State.Profile, board.State.Tool, "a page", $"no port of 127.0.0.1 can be opened ({exception.SocketErrorCode})");
        }

        try
        {
            return new PromptServer(listener, environment, board, clock, rest);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            listener.Dispose();
            string path = StatePaths.Of(environment, StatePaths.Prompts);
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }

    /// <summary>A new way to the page for a browser; a file, unless the browser can't read it.</summary>
    /// <exception cref="KeepaliveException">StateFolderUnusable: the file can't be written.</exception>
    public Uri MakeEntrance() => _routes.MakeEntrance();

    /// <summary>Shows the outcome on an open page, then ends. The files are removed, and nothing is listening any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        if (_routes.HasPage && !_stop.IsCancellationRequested)
        {
            try
            {
                await _routes.OutcomeShown.WaitAsync(OutcomePatience, _clock).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The tab was closed.
            }
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        while (Volatile.Read(ref _serving) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5)).ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    Socket socket = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                    Interlocked.Increment(ref _serving);
                    _room.Add(socket);

                    // Not from another thread: a request that has arrived is known before the next connection can take its room.
                    _ = ServeAsync(socket);
                }
                catch (Exception exception) when (exception is SocketException or OperationCanceledException or InvalidOperationException)
                {
                    // A client has disconnected before it was accepted, or we end. Without descriptors, some of ours are released soon.
                    if (!_stop.IsCancellationRequested && exception is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets })
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None).ConfigureAwait(false);
                    }
                }
            }
        }
        finally
        {
            _routes.Close();
            PromptRecord.Remove(_environment, _record.Id);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            var client = socket.RemoteEndPoint as IPEndPoint;
            using var connection = new LoopbackConnection(socket, _clock);
            ReadOnlyMemory<byte>? head = await connection.ReadHeadAsync(_stop.Token).ConfigureAwait(false);
            PageRequest? request = head is { } bytes ? PageRequest.Parse(bytes) : null;
            PageResponse response = await _routes.AnswerAsync(new Visit(request, connection, client, _end, () => _room.Know(socket)), _stop.Token).ConfigureAwait(false);
            await connection.WriteAsync(response.ToHttp(), _stop.Token).ConfigureAwait(false);
            _routes.Sent(response);
            await connection.DrainAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The visitor went away, took too long, or had to make room.
        }
        finally
        {
            _room.Remove(socket);
            bool isLast = Interlocked.Decrement(ref _serving) == 0;
            _rest?.Served(isLast);
        }
    }
}
