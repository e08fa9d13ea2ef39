namespace Keepalive.Aws.Network;

/// <summary>
/// The connection to a proxy as it is, but it listens to the proxy's first answer. If the connection ends before it, the exception tells so: no other
/// exception tells the proxy's connection from that of the tunnel.
/// </summary>
internal sealed class ListeningStream(Stream inner, ProxyReply reply) : Stream
{
    private volatile bool _isDisposed;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanTimeout => inner.CanTimeout;

    public override int ReadTimeout
    {
        get => inner.ReadTimeout;
        set => inner.ReadTimeout = value;
    }

    public override int WriteTimeout
    {
        get => inner.WriteTimeout;
        set => inner.WriteTimeout = value;
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Hear(buffer, inner.Read(buffer));
        }
        catch (Exception exception) when (IsOfProxy(exception))
        {
            throw Ended(exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return Hear(buffer.Span, read);
        }
        catch (Exception exception) when (IsOfProxy(exception))
        {
            throw Ended(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        reply.Ask();
        try
        {
            inner.Write(buffer);
        }
        catch (Exception exception) when (IsOfProxy(exception))
        {
            throw Ended(exception);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        reply.Ask();
        try
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfProxy(exception))
        {
            throw Ended(exception);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _isDisposed = true;
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool IsOfProxy(Exception exception) => reply.IsAwaited && exception is (IOException and not ProxyEndedException) or ObjectDisposedException;

    private int Hear(ReadOnlySpan<byte> buffer, int read)
    {
        reply.Hear(buffer[..read]);
        return read == 0 && buffer.Length > 0 && reply.IsAwaited ? throw Ended(null) : read;
    }

    private ProxyEndedException Ended(Exception? inner) => new(reply, _isDisposed, inner);
}
