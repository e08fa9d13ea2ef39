using System.Net;
using System.Net.Sockets;

namespace Keepalive.SignIn;

/// <summary>
/// Waits on 127.0.0.1 for the browser to bring the answer (RFC 8252, 7.3). The port is bound, by the system's choice, before
/// any browser opens, and the same socket is kept until the sign-in is over: a port given back and bound again may be
/// another process's in between. A request that is not the answer gets a page that says so, and changes nothing.
/// </summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    /// <summary>Browsers open connections in advance, and port scanners exist; the answer still has to get through.</summary>
    private const int MaximumConnections = 32;

    private readonly TcpListener _listener;
    private readonly CallbackValidator _judge;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _room = new(MaximumConnections);
    private readonly TaskCompletionSource<CallbackAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;

    private LoopbackListener(TcpListener listener, string state, TimeProvider clock)
    {
        _listener = listener;
        _judge = new CallbackValidator(state);
        _clock = clock;
        RedirectUri = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}{CallbackValidator.Path}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where the browser has to be sent, with the port.</summary>
    public Uri RedirectUri { get; }

    /// <summary>Binds a free port and listens.</summary>
    /// <param name="state">The state that the answer has to name.</param>
    /// <param name="clock">Bounds each connection.</param>
    /// <exception cref="SocketException">There is no port to be had.</exception>
    public static LoopbackListener Bind(string state, TimeProvider clock)
    {
        return new LoopbackListener(LoopbackPort.Listen(MaximumConnections), state, clock);
    }

    /// <summary>The first answer with the right state.</summary>
    public Task<CallbackAnswer> WaitAsync(CancellationToken cancellationToken) => _answer.Task.WaitAsync(cancellationToken);

    /// <summary>Releases the port; connected clients are disconnected.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        for (int connection = 0; connection < MaximumConnections; connection++)
        {
            await _room.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _room.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                await _room.WaitAsync(_end.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                Socket socket = await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false);
                _ = ServeAsync(socket); // Gives the room back itself, and ends with us.
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or InvalidOperationException)
            {
                _room.Release();
                if (_end.IsCancellationRequested)
                {
                    return; // A stopped listener throws this. Otherwise a client disconnected before it was accepted.
                }
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        try
        {
            using var connection = new LoopbackConnection(socket, _clock);
            string? target = await connection.ReadTargetAsync(_end.Token).ConfigureAwait(false);
            (CallbackPage page, CallbackAnswer? answer) = _judge.Judge(target);
            try
            {
                await connection.WriteAsync(page.ToHttp(), _end.Token).ConfigureAwait(false);
            }
            finally
            {
                // After the page: the caller that waits for the answer may stop this listener at once.
                if (answer is not null)
                {
                    _answer.TrySetResult(answer);
                }
            }

            await connection.DrainAsync(_end.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser went away, or took too long. It may come again.
        }
        finally
        {
            _room.Release();
        }
    }
}
