using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Secrets;

/// <summary>
/// The parts of an <c>otpauth://totp/</c> address, or of a bare seed. Source: the Key URI Format of Google Authenticator's wiki.
/// Works on bytes that are zeroed afterwards: a text could not be.
/// </summary>
internal sealed class OtpAuthParts : IDisposable
{
    private const int LongestPeriod = 24 * 60 * 60;

    private byte[] _seed = [];

    public ReadOnlySpan<byte> Seed => _seed;

    public TotpAlgorithm Algorithm { get; private set; }

    public int Digits { get; private set; } = 6;

    public TimeSpan Period { get; private set; } = TimeSpan.FromSeconds(30);

    /// <summary>Null, or what is wrong, without anything of the value.</summary>
    public string? Read(ReadOnlySpan<byte> value)
    {
        value = value.Trim((byte)' ');
        if (!Begins(value, "otpauth"))
        {
            _seed = Copy(value);
            return null;
        }

        if (Begins(value, "otpauth-migration:"))
        {
            return "it is an export of several accounts; use the address or the seed of one account";
        }

        if (Begins(value, "otpauth://hotp/"))
        {
            return "its codes use a counter (hotp), not the time; only totp can be stored";
        }

        int query = value.IndexOf((byte)'?');
        return Begins(value, "otpauth://totp/") && query >= 0
            ? ReadQuery(value[(query + 1)..])
            : "it looks like an address, but it is not otpauth://totp/NAME?secret=...";
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_seed);

    private string? ReadQuery(ReadOnlySpan<byte> query)
    {
        List<string> seen = [];
        while (!query.IsEmpty)
        {
            int end = query.IndexOf((byte)'&');
            ReadOnlySpan<byte> parameter = end < 0 ? query : query[..end];
            query = end < 0 ? [] : query[(end + 1)..];
            int equals = parameter.IndexOf((byte)'=');
            if (equals < 0)
            {
                continue;
            }

            string? known = Known(parameter[..equals]);
            if (known is not null && seen.Contains(known))
            {
                return $"its parameter '{known}' occurs twice";
            }

            if (known is not null)
            {
                seen.Add(known);
                if (ReadParameter(known, parameter[(equals + 1)..]) is { } problem)
                {
                    return problem;
                }
            }
        }

        return _seed.Length == 0 ? "its parameter 'secret' is missing or empty" : null;
    }

    private string? ReadParameter(string name, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case "secret":
                _seed = Unescape(value);
                return null;
            case "algorithm":
                return ReadAlgorithm(value) ? null : "its parameter 'algorithm' is not SHA1, SHA256 or SHA512";
            case "digits":
                Digits = Number(value) ?? 0;
                return Digits is >= 6 and <= 8 ? null : "its parameter 'digits' is not 6, 7 or 8";
            default:
                Period = TimeSpan.FromSeconds(Number(value) ?? 0);
                return Period > TimeSpan.Zero && Period.TotalSeconds <= LongestPeriod
                    ? null
                    : $"its parameter 'period' is not a number of seconds from 1 to {LongestPeriod}";
        }
    }

    private bool ReadAlgorithm(ReadOnlySpan<byte> value)
    {
        TotpAlgorithm? algorithm = Encoding.ASCII.GetString(value).ToUpperInvariant().Replace("-", string.Empty, StringComparison.Ordinal) switch
        {
            "SHA1" or "HMACSHA1" => TotpAlgorithm.Sha1,
            "SHA256" or "HMACSHA256" => TotpAlgorithm.Sha256,
            "SHA512" or "HMACSHA512" => TotpAlgorithm.Sha512,
            _ => null,
        };
        Algorithm = algorithm ?? default;
        return algorithm is not null;
    }

    private static string? Known(ReadOnlySpan<byte> name)
    {
        foreach (string known in (ReadOnlySpan<string>)["secret", "algorithm", "digits", "period"])
        {
            if (name.Length == known.Length && Begins(name, known))
            {
                return known;
            }
        }

        return null;
    }

    private static int? Number(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out int number, out int consumed) && consumed == value.Length ? number : null;

    private static bool Begins(ReadOnlySpan<byte> value, string prefix) =>
        value.Length >= prefix.Length && Ascii.EqualsIgnoreCase(value[..prefix.Length], prefix);

    /// <summary>Padding may come as %3D and groups as %20 or +; nothing else of Base32 needs escaping.</summary>
    private static byte[] Unescape(ReadOnlySpan<byte> value)
    {
        byte[] buffer = GC.AllocateArray<byte>(value.Length, pinned: true);
        int count = 0;
        for (int index = 0; index < value.Length; index++)
        {
            bool isEscape = value[index] == '%' && index + 2 < value.Length
                && Utf8Parser.TryParse(value.Slice(index + 1, 2), out byte _, out int consumed, 'X') && consumed == 2;
            if (isEscape)
            {
                _ = Utf8Parser.TryParse(value.Slice(index + 1, 2), out buffer[count++], out _, 'X');
                index += 2;
            }
            else
            {
                buffer[count++] = value[index] == '+' ? (byte)' ' : value[index];
            }
        }

        byte[] result = Copy(buffer.AsSpan(0, count));
        CryptographicOperations.ZeroMemory(buffer);
        return result;
    }

    private static byte[] Copy(ReadOnlySpan<byte> value)
    {
        byte[] copy = GC.AllocateArray<byte>(value.Length, pinned: true);
        value.CopyTo(copy);
        return copy;
    }
}
