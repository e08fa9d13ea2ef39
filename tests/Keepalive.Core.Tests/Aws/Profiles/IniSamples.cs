using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>Makes documents: any bytes, and pieces of real files in any order.</summary>
internal static class IniSamples
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\n", "\r\n", "\r", " ", "\t", "=", "[", "]", "#", ";", "\0", "\uFEFF", "é", "[a]", "[profile a]", "[default]", "[profile default]",
            "[sso-session s]", "aws_access_key_id", "aws_secret_access_key=", "aws_session_token = t", "region = r # c", "  indented = x", " -more",
            "s3 =\n a = b\n", "\n[profile \"q n\"]\n", "# Expires: 2026-11-21T12:00:00Z\n", "key = value\n", "x_security_token_expires = 1\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC3],
        [0xE2, 0x80],
    ];

    public static Arbitrary<byte[]> AnyBytes { get; } = ArbMap.Default.ArbFor<byte[]>();

    public static Arbitrary<byte[]> Documents { get; } =
        Gen.Elements(Pieces).ListOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray()).ToArbitrary();

    /// <summary>A file without faults: the properties as (section, key, value) and its bytes.</summary>
    public static Arbitrary<string> Valid { get; } = (
        from bom in Gen.Elements("", "\uFEFF")
        from end in Gen.Elements("\n", "\r\n")
        from lines in (
            from kind in Gen.Choose(0, 9)
            from name in Gen.Elements("a", "b c", "team/prod", "é")
            from key in Gen.Elements("region", "aws_access_key_id", "output", "X_Y", "odd key")
            from value in Gen.Elements("r", "v=w", "v # comment", "v#w", "\"q\"", "a b", "é")
            select kind switch
            {
                0 => "",
                1 => "# comment",
                2 or 3 => $"[{name}]",
                4 => $"  {key.Replace(' ', '_')} = {value}",
                _ => $"{key} = {value}",
            }).ListOf()
        select bom + "[first]" + end + string.Concat(lines.Select(line => line + end))).ToArbitrary();
}
