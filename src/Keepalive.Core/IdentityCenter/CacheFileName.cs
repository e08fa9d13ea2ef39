using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Keepalive.IdentityCenter;

/// <summary>
/// SHA-1 in lower-case hex (FIPS 180-4, 6.1), as every AWS tool names its token files. Written out here because the status line
/// and the hook come through: the system's cryptography takes longer to load than all else they do. It protects nothing.
/// </summary>
internal static class CacheFileName
{
    private const int BlockLength = 64;

    public static string Of(string text)
    {
        byte[] message = Pad(Encoding.UTF8.GetBytes(text));
        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        Span<uint> words = stackalloc uint[80];
        for (int start = 0; start < message.Length; start += BlockLength)
        {
            Mix(state, words, message.AsSpan(start, BlockLength));
        }

        Span<byte> digest = stackalloc byte[20];
        for (int i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest[(4 * i)..], state[i]);
        }

        return Hexadecimal.Lower(digest);
    }

    private static byte[] Pad(byte[] text)
    {
        byte[] message = new byte[(text.Length + 8) / BlockLength * BlockLength + BlockLength];
        text.CopyTo(message, 0);
        message[text.Length] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(message.Length - 8), 8L * text.Length);
        return message;
    }

    private static void Mix(Span<uint> state, Span<uint> words, ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < 16; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        }

        for (int i = 16; i < words.Length; i++)
        {
            words[i] = BitOperations.RotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
        }

        (uint a, uint b, uint c, uint d, uint e) = (state[0], state[1], state[2], state[3], state[4]);
        for (int i = 0; i < words.Length; i++)
        {
            uint round = (i / 20) switch
            {
                0 => ((b & c) | (~b & d)) + 0x5A827999,
                1 => (b ^ c ^ d) + 0x6ED9EBA1,
                2 => ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC,
                _ => (b ^ c ^ d) + 0xCA62C1D6,
            };
            (a, b, c, d, e) = (unchecked(BitOperations.RotateLeft(a, 5) + round + e + words[i]), a, BitOperations.RotateLeft(b, 30), c, d);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }
}
