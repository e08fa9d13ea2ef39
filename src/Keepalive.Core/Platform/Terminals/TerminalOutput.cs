using System.Security.Cryptography;

namespace Keepalive.Platform.Terminals;

/// <summary>
/// Bytes on their way from a terminal to its reader: a ring of fixed size, one writer, one
/// reader. They may hold secrets, so none are left in the heap.
/// </summary>
internal sealed class TerminalOutput : TerminalStream
{
    private readonly byte[] _ring = new byte[64 * 1024];
    private readonly object _gate = new();
    private TaskCompletionSource? _reader;
    private TaskCompletionSource? _writer;
    private int _start;
    private int _count;
    private bool _ended;

    public override bool CanRead => true;

    /// <summary>The writer's: where the next bytes may go. Empty when there is no room, and after the end.</summary>
    internal Memory<byte> Room
    {
        get
        {
            lock (_gate)
            {
                int end = (_start + _count) % _ring.Length;
                int free = _ended ? 0 : Math.Min(_ring.Length - _count, _ring.Length - end);
                return _ring.AsMemory(end, free);
            }
        }
    }

    /// <summary>The writer's: that many bytes now lie in <see cref="Room"/>.</summary>
    internal void Commit(int count)
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _count += count;
                Wake(ref _reader);
            }
        }
    }

    /// <summary>The writer's: complete when there is room, or nothing is wanted any more.</summary>
    internal Task RoomAsync()
    {
        lock (_gate)
        {
            if (_count < _ring.Length || _ended)
            {
                return Task.CompletedTask;
            }

            _writer ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _writer.Task;
        }
    }

    /// <summary>Nothing follows what is there.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _ended = true;
            Wake(ref _reader);
            Wake(ref _writer);
        }
    }

    /// <summary>Nothing follows, and what is there is forgotten.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _count = 0;
            _ended = true;
            CryptographicOperations.ZeroMemory(_ring);
            Wake(ref _reader);
            Wake(ref _writer);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task more;
            lock (_gate)
            {
                if (_count > 0 || _ended || buffer.IsEmpty)
                {
                    return Take(buffer.Span);
                }

                _reader ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                more = _reader.Task;
            }

            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, Math.Min(_count, _ring.Length - _start));
        Span<byte> bytes = _ring.AsSpan(_start, count);
        bytes.CopyTo(buffer);
        CryptographicOperations.ZeroMemory(bytes);
        _start = (_start + count) % _ring.Length;
        _count -= count;
        Wake(ref _writer);
        return count;
    }

    private static void Wake(ref TaskCompletionSource? waiting)
    {
        waiting?.TrySetResult();
        waiting = null;
    }
}
