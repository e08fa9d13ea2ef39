using System.IO.Pipes;
using System.Security.Cryptography;
using Keepalive.Platform.Native.Kernel32;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Processes;

/// <summary>
/// The end of a child's error output, for an error message. It is read by the child's own thread, so a child that writes much is never stopped by a full
/// pipe, and nothing waits for a helper that keeps the pipe open. It may hold secrets: it is zeroed when it is disposed of.
/// </summary>
/// <param name="limit">In bytes; of more only the last ones are kept.</param>
internal sealed class ErrorTail(int limit) : IDisposable
{
    private readonly byte[] _kept = GC.AllocateArray<byte>(limit, pinned: true);
    private AnonymousPipeServerStream? _pipe;
    private int _count;
    private bool _isOpen;

    /// <summary>The bytes that were read, to be used before this is disposed of.</summary>
    public ReadOnlySpan<byte> Bytes => _kept.AsSpan(0, _count);

    /// <summary>The pipe whose other end is the child's.</summary>
    public AnonymousPipeServerStream Open(HandleInheritability inheritability)
    {
        _isOpen = true;
        return _pipe = new AnonymousPipeServerStream(PipeDirection.In, inheritability);
    }

    /// <summary>Reads what is there; never waits.</summary>
    public void Drain()
    {
        Span<byte> chunk = stackalloc byte[4096];
        while (_isOpen && _pipe is { } pipe && IsReadable(pipe))
        {
            int read = pipe.Read(chunk);
            _isOpen = read > 0;
            Keep(chunk[..read]);
        }

        CryptographicOperations.ZeroMemory(chunk);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pipe?.Dispose();
        _pipe = null;
        CryptographicOperations.ZeroMemory(_kept);
        _count = 0;
    }

    private static bool IsReadable(AnonymousPipeServerStream pipe) =>
        OperatingSystem.IsWindows() ? PipeHandle.IsReadable(pipe.SafePipeHandle) : Poll.IsReadable(pipe.SafePipeHandle, 0);

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.Length > limit ? bytes[^limit..] : bytes;
        int old = Math.Min(_count, limit - bytes.Length);
        _kept.AsSpan(_count - old, old).CopyTo(_kept);
        bytes.CopyTo(_kept.AsSpan(old));
        _count = old + bytes.Length;
    }
}
