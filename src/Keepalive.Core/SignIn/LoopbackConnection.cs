using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Keepalive.SignIn;

/// <summary>
/// One request to a loopback port: as much of HTTP as a browser speaks there, within bounds of size and time. The received bytes may hold
/// a token or an answer; they are pinned, and zeroed at the end.
/// </summary>
internal sealed class LoopbackConnection(Socket socket, TimeProvider clock) : IDisposable
{
    /// <summary>An authorization code, a state and a browser's many headers fit well into this.</summary>
    internal const int MaximumHead = 32 * 1024;

    /// <summary>For the whole head, not for each byte; and for the whole body.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int FirstBuffer = 4096;

    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    private byte[] _received = [];
    private int _count;
    private int _head;

    /// <summary>The target of a GET request, or null for whatever else this is.</summary>
    /// <exception cref="OperationCanceledException">It took too long, or the sign-in is over.</exception>
    public async Task<string?> ReadTargetAsync(CancellationToken cancellationToken) =>
        await ReadHeadAsync(cancellationToken).ConfigureAwait(false) is { } head ? TargetOf(head.Span) : null;

    /// <summary>The head of a request with its empty line; null if there is none within the bound of size.</summary>
    /// <exception cref="OperationCanceledException">It took too long, or the server ends.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (_count < MaximumHead)
        {
            // Not by doubling: pinned memory is not moved together, so each smaller buffer would leave its hole.
            if (!await ReceiveAsync(_count < FirstBuffer ? FirstBuffer : MaximumHead, either.Token).ConfigureAwait(false))
            {
                return null;
            }

            if (_received.AsSpan(0, _count).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                _head = end + 4;
                return _received.AsMemory(0, _head);
            }
        }

        return null;
    }

    /// <summary>The body of a request whose head was read; null if it ends too early.</summary>
    /// <param name="length">Its length, as the head tells it and the caller allows it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">It took too long, or the server ends.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (_count < _head + length)
        {
            if (!await ReceiveAsync(_head + length, either.Token).ConfigureAwait(false))
            {
                return null;
            }
        }

        return _received.AsMemory(_head, length);
    }

    /// <summary>Completes when the other side has closed the connection, or sends more than its request.</summary>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await socket.ReceiveAsync(new byte[1], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // That is an end, too.
        }
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> response, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (response.Length > 0)
        {
            response = response[await socket.SendAsync(response, either.Token).ConfigureAwait(false)..];
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Closing over unread bytes would reset the connection, and the page would be lost.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Linger, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        byte[] rest = new byte[1024];
        try
        {
            for (int total = 0; total < MaximumHead;)
            {
                int read = await socket.ReceiveAsync(rest, either.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                total += read;
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The page is out; more can't be done for it.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(rest);
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        CryptographicOperations.ZeroMemory(_received);
    }

    /// <summary>False at the end of what the other side sends.</summary>
    private async Task<bool> ReceiveAsync(int room, CancellationToken cancellationToken)
    {
        if (_count == _received.Length)
        {
            byte[] larger = GC.AllocateArray<byte>(room, pinned: true);
            _received.AsSpan(0, _count).CopyTo(larger);
            CryptographicOperations.ZeroMemory(_received);
            _received = larger;
        }

        int read = await socket.ReceiveAsync(_received.AsMemory(_count), cancellationToken).ConfigureAwait(false);
        _count += read;
        return read > 0;
    }

    private static string? TargetOf(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> line = head[..head.IndexOf("\r\n"u8)];
        int end = line.IndexOf(" HTTP/1."u8);
        if (!line.StartsWith("GET /"u8) || end < 0 || end != line.Length - " HTTP/1.1".Length)
        {
            return null;
        }

        ReadOnlySpan<byte> target = line["GET ".Length..end];
        return target.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? null : Encoding.ASCII.GetString(target);
    }
}
