using System.Security.Cryptography;

namespace Keepalive.Platform.Processes;

/// <summary>Bytes up to a limit. They may be credentials, so no copy of them is left behind in the heap: the buffers are pinned, and zeroed.</summary>
internal sealed class BoundedOutput(int limit) : IDisposable
{
    private readonly byte[] _chunk = Pinned(16 * 1024);
    private byte[] _kept = [];
    private int _count;

    internal bool LimitExceeded { get; private set; }

    /// <summary>Reads once from a child that has something to say. False at the end of its output.</summary>
    internal bool ReadFrom(IChild child)
    {
        int read = child.ReadOutput(_chunk);
        int room = Math.Min(read, limit - _count);
        LimitExceeded |= read > room;
        Reserve(_count + room);
        _chunk.AsSpan(0, room).CopyTo(_kept.AsSpan(_count));
        _count += room;
        return read > 0;
    }

    internal byte[] ToArray()
    {
        byte[] output = Pinned(_count);
        _kept.AsSpan(0, _count).CopyTo(output);
        return output;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_chunk);
        CryptographicOperations.ZeroMemory(_kept);
    }

    private void Reserve(int size)
    {
        if (size > _kept.Length)
        {
            byte[] larger = Pinned((int)Math.Min(limit, Math.Max(size, 2L * _kept.Length)));
            _kept.AsSpan(0, _count).CopyTo(larger);
            CryptographicOperations.ZeroMemory(_kept);
            _kept = larger;
        }
    }

    private static byte[] Pinned(int length) => GC.AllocateArray<byte>(length, pinned: true);
}
