using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Text;

/// <summary>
/// A password or a seed in memory: never part of any text that is made of it, and zeroed when it is disposed of. The bytes are
/// pinned, so that the garbage collector leaves no copy behind.
/// </summary>
public sealed class Secret : IDisposable
{
    /// <summary>In bytes of UTF-8. No password is longer; a file that was piped in by mistake is an error.</summary>
    public const int MaximumLength = 16 * 1024;

    private readonly byte[] _bytes;
    private bool _isDisposed;

    private Secret(int length) => _bytes = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>The value in UTF-8; to be read where it is needed, and not copied.</summary>
    /// <exception cref="ObjectDisposedException">It is zeroed already.</exception>
    public ReadOnlySpan<byte> Utf8
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _bytes;
        }
    }

    /// <summary>Takes a copy; the original is the caller's to zero.</summary>
    /// <param name="utf8">The value in UTF-8.</param>
    public static Secret FromUtf8(ReadOnlySpan<byte> utf8)
    {
        var secret = new Secret(utf8.Length);
        utf8.CopyTo(secret._bytes);
        return secret;
    }

    /// <summary>Takes a copy; the original is the caller's to zero.</summary>
    /// <param name="text">The value.</param>
    public static Secret FromText(ReadOnlySpan<char> text)
    {
        var secret = new Secret(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, secret._bytes);
        return secret;
    }

    /// <summary>Takes a copy.</summary>
    /// <param name="text">The value.</param>
    public static Secret FromSecureString(SecureString text)
    {
        ArgumentNullException.ThrowIfNull(text);
        nint characters = Marshal.SecureStringToGlobalAllocUnicode(text);
        try
        {
            unsafe
            {
                return FromText(new ReadOnlySpan<char>((char*)characters, text.Length));
            }
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(characters);
        }
    }

    /// <summary>A copy as PowerShell hands secrets around, read-only.</summary>
    public SecureString ToSecureString()
    {
        using var characters = new SecretCharacters(Utf8);
        var text = new SecureString();
        foreach (char character in characters.Span)
        {
            text.AppendChar(character);
        }

        text.MakeReadOnly();
        return text;
    }

    /// <summary>Never the value.</summary>
    public override string ToString() => "(secret)";

    /// <summary>Zeroes the value.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _isDisposed = true;
    }
}
