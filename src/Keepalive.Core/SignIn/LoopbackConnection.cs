using System.Net.Sockets;
using System.Text;

namespace Keepalive.SignIn;

/// <summary>One request to the loopback port: as much of HTTP as a redirected browser speaks, within bounds of size and time.</summary>
internal sealed class LoopbackConnection(Socket socket, TimeProvider clock) : IDisposable
{
    /// <summary>An authorization code, a state and a browser's many headers fit well into this.</summary>
    internal const int MaximumHead = 32 * 1024;

    /// <summary>For the whole head, not for each byte.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    /// <summary>The target of a GET request, or null for whatever else this is.</summary>
    /// <exception cref="OperationCanceledException">It took too long, or the sign-in is over.</exception>
    public async Task<string?> ReadTargetAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        byte[] head = new byte[4096];
        int count = 0;
        while (true)
        {
            if (count == head.Length)
            {
                if (count >= MaximumHead)
                {
                    return null;
                }

                Array.Resize(ref head, count * 2);
            }

            int read = await socket.ReceiveAsync(head.AsMemory(count), either.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            count += read;

            // All of it, so that closing later does not cut off a browser that is still sending.
            if (head.AsSpan(0, count).IndexOf("\r\n\r\n"u8) >= 0)
            {
                return TargetOf(head.AsSpan(0, count));
            }
        }
    }

    public async Task WriteAsync(CallbackPage page, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        ReadOnlyMemory<byte> rest = page.ToHttp();
        while (rest.Length > 0)
        {
            rest = rest[await socket.SendAsync(rest, either.Token).ConfigureAwait(false)..];
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
    }

    public void Dispose() => socket.Dispose();

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
