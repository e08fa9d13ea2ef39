using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Terminals;

/// <summary>Types at the master end. The bytes are copied nowhere.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixTerminalInput(SafeFileHandle master) : TerminalStream
{
    private const int Pause = 5;

    // The kernel keeps about 4 KiB for a program that does not read.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        long start = Stopwatch.GetTimestamp();
        while (!buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int written = Write(buffer.Span);
            buffer = buffer[written..];
            if (written > 0)
            {
                start = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetElapsedTime(start) > Limit)
            {
                throw new IOException("The program does not read its input.");
            }
            else
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private new int Write(ReadOnlySpan<byte> bytes)
    {
        int written;
        int error;
        try
        {
            written = ReadWrite.Write(master, bytes, out error);
        }
        catch (ObjectDisposedException exception)
        {
            throw new IOException("The terminal is gone.", exception);
        }

        return written >= 0 ? written
            : error == Errno.EINTR || error == Errno.EAGAIN ? 0
            : throw new IOException("The terminal is gone.", new Win32Exception(error));
    }
}
