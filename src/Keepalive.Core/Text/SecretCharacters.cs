using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Text;

/// <summary>A secret's UTF-16 form for as long as a system call needs it.</summary>
internal sealed class SecretCharacters : IDisposable
{
    private readonly char[] _characters;
    private readonly int _length;

    public SecretCharacters(ReadOnlySpan<byte> utf8)
    {
        _characters = GC.AllocateArray<char>(Encoding.UTF8.GetMaxCharCount(utf8.Length), pinned: true);
        _length = Encoding.UTF8.GetChars(utf8, _characters);
    }

    public ReadOnlySpan<char> Span => _characters.AsSpan(0, _length);

    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(Span);

    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_characters.AsSpan()));
}
