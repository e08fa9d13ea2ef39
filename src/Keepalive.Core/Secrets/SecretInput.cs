using System.Security.Cryptography;

namespace Keepalive.Secrets;

/// <summary>A secret as it comes in, by keys or as the bytes of a pipe. What it gathers is zeroed with it.</summary>
public sealed class SecretInput : IDisposable
{
    private readonly char[] _characters = GC.AllocateArray<char>(Secret.MaximumLength, pinned: true);
    private int _count;

    /// <summary>The number of characters.</summary>
    public int Count => _count;

    /// <summary>Adds a character; false when there is no room for more.</summary>
    /// <param name="character">The character.</param>
    public bool Append(char character)
    {
        if (_count == _characters.Length)
        {
            return false;
        }

        _characters[_count++] = character;
        return true;
    }

    /// <summary>Takes the last character back, both halves of a pair.</summary>
    public void Backspace()
    {
        if (_count > 0)
        {
            _count -= _count > 1 && char.IsSurrogatePair(_characters[_count - 2], _characters[_count - 1]) ? 2 : 1;
        }
    }

    /// <summary>Takes everything back.</summary>
    public void Clear() => _count = 0;

    /// <summary>The secret that was typed.</summary>
    public Secret ToSecret() => Secret.FromText(_characters.AsSpan(0, _count));

    /// <summary>Reads a pipe to its end. A mark of UTF-8 in front and one line end behind belong to the pipe, not to the value.</summary>
    /// <param name="stream">The pipe.</param>
    /// <param name="name">Which secret it is, for errors.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KeepaliveException">SecretInvalid: it is longer than any secret.</exception>
    public static async Task<Secret> ReadAsync(Stream stream, SecretName name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        byte[] buffer = GC.AllocateArray<byte>(Secret.MaximumLength + 8, pinned: true);
        try
        {
            int count = 0;
            for (int read; count < buffer.Length && (read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false)) > 0; count += read)
            {
            }

            return count == buffer.Length
                ? throw KeepaliveErrors.SecretInvalid(name.Description, $"it is longer than {Secret.MaximumLength} bytes")
                : Secret.FromUtf8(WithoutLineEnd(buffer.AsSpan(0, count)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>Zeroes what was gathered.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_characters.AsSpan()));

    /// <summary>The value in what a program has printed.</summary>
    internal static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        if (content.EndsWith("\n"u8))
        {
            content = content[..^1];
        }

        return content.EndsWith("\r"u8) ? content[..^1] : content;
    }
}
