using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>
/// The first words of a proxy: whatever host a client asks to be connected with, it stays here. So tools with hosts built into them
/// are led to a stand-in by a setting that their users know, HTTPS_PROXY, and never reach the real ones.
/// </summary>
internal static class CorporateProxy
{
    private const int LongestRequest = 16 * 1024;

    public static ConnectionDelegate Answer(ConnectionDelegate next) => async connection =>
    {
        if (await TakeRequestAsync(connection.Transport.Input, connection.ConnectionClosed) is not { } request)
        {
            return;
        }

        bool isConnect = request.StartsWith("CONNECT ", StringComparison.Ordinal);
        await connection.Transport.Output.WriteAsync(
            isConnect ? "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray() : "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n"u8.ToArray(),
            connection.ConnectionClosed);
        if (isConnect)
        {
            await next(connection);
        }
    };

    /// <summary>The request up to its empty line; null when the client leaves before.</summary>
    private static async Task<string?> TakeRequestAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellationToken);
            string text = Encoding.ASCII.GetString(read.Buffer.ToArray());
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                input.AdvanceTo(read.Buffer.GetPosition(end + 4));
                return text;
            }

            if (read.IsCompleted || read.Buffer.Length > LongestRequest)
            {
                return null;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
