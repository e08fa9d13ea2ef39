using System.IO.Pipes;
using System.Runtime.Versioning;

namespace Keepalive.Terminals;

/// <summary>The screen of a pseudo console. Its end is the pipe's end, or <paramref name="over"/> where that does not come.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsTerminalOutput(NamedPipeServerStream pipe, CancellationToken over) : TerminalStream
{
    public override bool CanRead => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over);
        try
        {
            return await pipe.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return 0; // Disposed of, or never to be connected again.
        }
    }
}
