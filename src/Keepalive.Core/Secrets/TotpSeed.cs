using System.Security.Cryptography;

namespace Keepalive.Secrets;

/// <summary>A seed of time-based one-time codes, with how they are made. Source: RFC 6238.</summary>
public sealed class TotpSeed : IDisposable
{
    /// <summary>Seeds of ten bytes are about; fewer are one that was cut.</summary>
    private const int ShortestKey = 10;

    private readonly byte[] _key;

    private TotpSeed(int length) => _key = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>The hash.</summary>
    public TotpAlgorithm Algorithm { get; private init; } = TotpAlgorithm.Sha1;

    /// <summary>How many digits a code has: 6 to 8.</summary>
    public int Digits { get; private init; } = 6;

    /// <summary>How long a code counts.</summary>
    public TimeSpan Period { get; private init; } = TimeSpan.FromSeconds(30);

    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>Reads a seed in Base32, or an <c>otpauth://totp/</c> address, which is what a QR code holds.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">Whose seed it is, for errors.</param>
    /// <exception cref="KeepaliveException">TotpSeedInvalid: with what is wrong, and nothing of the value.</exception>
    public static TotpSeed Parse(Secret value, string name)
    {
        ArgumentNullException.ThrowIfNull(value);
        using var parts = new OtpAuthParts();
        if (parts.Read(value.Utf8) is { } problem)
        {
            throw KeepaliveErrors.TotpSeedInvalid(name, problem);
        }

        byte[] buffer = GC.AllocateArray<byte>(parts.Seed.Length, pinned: true);
        try
        {
            int? length = Base32.Decode(parts.Seed, buffer, out int badCharacter);
            if (length is null)
            {
                throw KeepaliveErrors.TotpSeedInvalid(name, $"its character {badCharacter} is not a Base32 character (A to Z, 2 to 7)");
            }

            if (length < ShortestKey)
            {
                throw KeepaliveErrors.TotpSeedInvalid(name, $"it has only {length} bytes; a seed has at least {ShortestKey}, so a part is missing");
            }

            return From(buffer.AsSpan(0, length.Value), parts.Algorithm, parts.Digits, parts.Period);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>Zeroes the seed.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    /// <summary>Never the seed.</summary>
    public override string ToString() => $"(TOTP seed, {Algorithm}, {Digits} digits, {Period.TotalSeconds} s)";

    internal static TotpSeed From(ReadOnlySpan<byte> key, TotpAlgorithm algorithm, int digits, TimeSpan period)
    {
        var seed = new TotpSeed(key.Length) { Algorithm = algorithm, Digits = digits, Period = period };
        key.CopyTo(seed._key);
        return seed;
    }
}
