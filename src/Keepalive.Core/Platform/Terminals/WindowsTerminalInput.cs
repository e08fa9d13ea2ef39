using System.IO.Pipes;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Terminals;

/// <summary>Types at a pseudo console, as a keyboard: Enter is a carriage return there, and a line feed is taken for it.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsTerminalInput(NamedPipeServerStream pipe) : TerminalStream
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            await pipe.WriteAsync(buffer, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The console does not read its input.", exception);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException("The terminal is gone.", exception);
        }
    }
}
