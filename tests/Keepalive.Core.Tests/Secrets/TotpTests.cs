using Keepalive.Secrets;

namespace Keepalive.Core.Tests.Secrets;

public sealed class TotpTests
{
    private const string Seed20 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// <summary>RFC 6238, appendix B.</summary>
    [Theory]
    [InlineData(59, TotpAlgorithm.Sha1, "94287082")]
    [InlineData(59, TotpAlgorithm.Sha256, "46119246")]
    [InlineData(59, TotpAlgorithm.Sha512, "90693936")]
    [InlineData(1111111109, TotpAlgorithm.Sha1, "07081804")]
    [InlineData(1111111109, TotpAlgorithm.Sha256, "68084774")]
    [InlineData(1111111109, TotpAlgorithm.Sha512, "25091201")]
    [InlineData(1111111111, TotpAlgorithm.Sha1, "14050471")]
    [InlineData(1111111111, TotpAlgorithm.Sha256, "67062674")]
    [InlineData(1111111111, TotpAlgorithm.Sha512, "99943326")]
    [InlineData(1234567890, TotpAlgorithm.Sha1, "89005924")]
    [InlineData(1234567890, TotpAlgorithm.Sha256, "91819424")]
    [InlineData(1234567890, TotpAlgorithm.Sha512, "93441116")]
    [InlineData(2000000000, TotpAlgorithm.Sha1, "69279037")]
    [InlineData(2000000000, TotpAlgorithm.Sha256, "90698825")]
    [InlineData(2000000000, TotpAlgorithm.Sha512, "38618901")]
    [InlineData(20000000000, TotpAlgorithm.Sha1, "65353130")]
    [InlineData(20000000000, TotpAlgorithm.Sha256, "77737706")]
    [InlineData(20000000000, TotpAlgorithm.Sha512, "47863826")]
    public void Agrees_with_the_vectors_of_the_standard(long seconds, TotpAlgorithm algorithm, string code)
    {
        int length = algorithm switch { TotpAlgorithm.Sha1 => 20, TotpAlgorithm.Sha256 => 32, _ => 64 };
        byte[] key = [.. Enumerable.Range(0, length).Select(index => (byte)('0' + ((index + 1) % 10)))];
        using TotpSeed seed = TotpSeed.From(key, algorithm, 8, TimeSpan.FromSeconds(30));

        Assert.Equal(code, CodeAt(seed, seconds));
    }

    /// <summary>RFC 4226, appendix D: the same with the counters 0 to 9.</summary>
    [Fact]
    public void Agrees_with_the_vectors_of_counters()
    {
        using TotpSeed seed = Parse(Seed20);

        Assert.Equal(
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"],
            Enumerable.Range(0, 10).Select(counter => Totp.Code(seed, counter)));
    }

    [Theory]
    [InlineData(6, "287082")]
    [InlineData(7, "4287082")]
    [InlineData(8, "94287082")]
    public void Has_as_many_digits_as_the_address_says(int digits, string code)
    {
        using TotpSeed seed = Parse($"otpauth://totp/x?secret={Seed20}&digits={digits}");

        Assert.Equal(code, CodeAt(seed, 59));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(86400)]
    public void Keeps_a_code_for_the_period_of_the_address(int period)
    {
        using TotpSeed seed = Parse($"otpauth://totp/x?secret={Seed20}&period={period}");
        using TotpSeed other = Parse(Seed20);

        Assert.Equal(Totp.Code(other, 7), CodeAt(seed, 7L * period));
        Assert.Equal(Totp.Code(other, 7), CodeAt(seed, (8L * period) - 1));
        Assert.Equal(Totp.Code(other, 8), CodeAt(seed, 8L * period));
    }

    [Theory]
    [InlineData("gezdgnbvgy3tqojqgezdgnbvgy3tqojq")]
    [InlineData("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")]
    [InlineData("gezd-gnbv-gy3t-qojq-gezd-gnbv-gy3t-qojq")]
    [InlineData(" GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ ")]
    [InlineData("otpauth://totp/Corp:me%40corp.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Corp")]
    [InlineData("OTPAUTH://TOTP/x?issuer=Corp&Secret=gezdgnbvgy3tqojqgezdgnbvgy3tqojq&algorithm=sha1&digits=6&period=30&image=https%3A%2F%2Fx")]
    [InlineData("otpauth://totp/x?secret=GEZD+GNBV%20GY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA-1")]
    public void Reads_a_seed_as_people_and_codes_write_it(string written)
    {
        using TotpSeed seed = Parse(written);

        Assert.Equal("12345678901234567890"u8, seed.Key);
        Assert.Equal((TotpAlgorithm.Sha1, 6, TimeSpan.FromSeconds(30)), (seed.Algorithm, seed.Digits, seed.Period));
    }

    [Theory]
    [InlineData("MZXW6YTBOI======MZXW6YTBOI", "character 17")]
    [InlineData("GEZDGNBVGY3TQOJ1", "character 16")]
    [InlineData("GEZDGNBVGY3TQOJQé", "character 17")]
    [InlineData("GEZDGNBVGY3T", "7 bytes")]
    [InlineData("", "0 bytes")]
    [InlineData("otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ&counter=1", "hotp")]
    [InlineData("otpauth-migration://offline?data=abc", "several accounts")]
    [InlineData("otpauth://totp/x", "?secret=")]
    [InlineData("otpauth://steam/x?secret=GEZDGNBVGY3TQOJQ", "otpauth://totp/")]
    [InlineData("otpauth://totp/x?issuer=Corp", "'secret' is missing")]
    [InlineData("otpauth://totp/x?secret=", "'secret' is missing")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&secret=GEZDGNBVGY3TQOJQ", "'secret' occurs twice")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&algorithm=MD5", "'algorithm'")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&digits=5", "'digits'")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&digits=9", "'digits'")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&digits=six", "'digits'")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&period=0", "'period'")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&period=-30", "'period'")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&period=86401", "'period'")]
    [InlineData("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&period=30s", "'period'")]
    public void Names_what_is_wrong_and_nothing_of_the_value(string written, string problem)
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Parse(written));

        Assert.Equal(KeepaliveErrorCode.TotpSeedInvalid, exception.Code);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("GEZDGNB", $"{exception} {exception.Advice} {exception.Target}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Shows_nothing_of_the_seed_and_zeroes_it()
    {
        TotpSeed seed = Parse(Seed20);
        ReadOnlySpan<byte> key = seed.Key;

        Assert.Equal("(TOTP seed, Sha1, 6 digits, 30 s)", $"{seed}");
        seed.Dispose();

        Assert.True(key.IndexOfAnyExcept((byte)0) < 0);
    }

    private static TotpSeed Parse(string text)
    {
        using Secret secret = Secret.FromText(text);
        return TotpSeed.Parse(secret, "TOTP seed of profile 'a'");
    }

    private static string CodeAt(TotpSeed seed, long seconds) => Totp.Code(seed, Totp.Window(seed, DateTimeOffset.FromUnixTimeSeconds(seconds)));
}
