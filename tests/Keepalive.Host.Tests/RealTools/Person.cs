using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Keepalive.Host.Tests.RealTools;

/// <summary>Whom the identity providers know, and what her phone answers.</summary>
internal sealed class Person
{
    public const string Name = "me@acme.example";
    public const string Password = "PlantedPassword-ü 1";
    public const string Role = "arn:aws:iam::123456789012:role/Developer";
    public const string Number = "42";

    /// <summary>The key of RFC 6238's examples, in base 32.</summary>
    public const string Seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    public static IReadOnlyList<string> Roles { get; } = [Role, Role + "ReadOnly"];

    /// <summary>How she proves who she is beyond the password.</summary>
    public Proof Proof { get; init; } = Proof.Push;

    /// <summary>What she does with a push.</summary>
    public bool Approves { get; init; } = true;

    /// <summary>Whether she looks at her phone at all.</summary>
    public bool Answers { get; init; } = true;

    /// <summary>How often her password was tried.</summary>
    public int Attempts { get; set; }

    public bool Knows(string? name, string? password)
    {
        Attempts++;
        return name == Name && password == Password;
    }

    /// <summary>RFC 6238, written down once more: six digits, 30 s, one window of grace.</summary>
    public static bool IsCode(string? code)
    {
        long window = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30;
        return code is not null && (code == Code(window) || code == Code(window - 1) || code == Code(window + 1));
    }

    private static string Code(long window)
    {
        byte[] counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, window);
#pragma warning disable CA5350 // The algorithm of the RFC.
        byte[] hash = HMACSHA1.HashData("12345678901234567890"u8, counter);
#pragma warning restore CA5350
        uint number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>A second factor.</summary>
internal enum Proof
{
    None,
    Push,
    Code,
}
