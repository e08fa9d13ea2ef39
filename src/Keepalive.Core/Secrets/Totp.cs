using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Keepalive.Secrets;

/// <summary>One-time codes. Sources: RFC 6238 (time), RFC 4226, 5.3 (truncation).</summary>
internal static class Totp
{
    /// <summary>The window that a moment lies in; windows are counted from 1970 on.</summary>
    public static long Window(TotpSeed seed, DateTimeOffset instant) =>
        (long)Math.Floor((instant - DateTimeOffset.UnixEpoch) / seed.Period);

    public static DateTimeOffset StartOf(TotpSeed seed, long window) => DateTimeOffset.UnixEpoch + (window * seed.Period);

    public static string Code(TotpSeed seed, long window)
    {
#pragma warning disable CA5350 // The standard's default, and what the other side computes.
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, window);
        Span<byte> hash = stackalloc byte[HMACSHA512.HashSizeInBytes];
        int length = seed.Algorithm switch
        {
            TotpAlgorithm.Sha256 => HMACSHA256.HashData(seed.Key, counter, hash),
            TotpAlgorithm.Sha512 => HMACSHA512.HashData(seed.Key, counter, hash),
            _ => HMACSHA1.HashData(seed.Key, counter, hash),
        };
#pragma warning restore CA5350
        int offset = hash[length - 1] & 0xF;
        int number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & int.MaxValue;
        int modulus = seed.Digits switch { 6 => 1_000_000, 7 => 10_000_000, _ => 100_000_000 };
        return (number % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(seed.Digits, '0');
    }
}
