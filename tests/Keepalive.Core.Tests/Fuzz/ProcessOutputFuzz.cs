using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;

namespace Keepalive.Core.Tests.Fuzz;

/// <summary>Damaged output of a <c>credential_process</c>: a credential or a designed error that repeats nothing of it.</summary>
public sealed class ProcessOutputFuzz(ITestOutputHelper output)
{
    /// <summary>Long enough that a piece of it in a message is no accident.</summary>
    private const string Secret = "PLANTEDxSECRET";

    private static readonly byte[][] Corpus =
    [
        .. new[]
        {
            $$"""{"Version":1,"AccessKeyId":"ASIA{{Secret}}","SecretAccessKey":"{{Secret}}","SessionToken":"{{Secret}}","Expiration":"2026-11-21T12:30:00Z"}""",
            $$"""{ "Version" : 1, "AccessKeyId":"AKIAEXAMPLE", "SecretAccessKey":"{{Secret}}", "Expiration":null, "{{Secret}}":["{{Secret}}",{"a":1.5e3}] }""",
            $$"""{"Version":1,"AccessKeyId":"AS\u0049A{{Secret}}","SecretAccessKey":"\"{{Secret}}","SessionToken":"{{Secret}}","Expiration":"{{Secret}}"}""",
            $"{Secret}: error", "[]", "null",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Specials =
    [
        .. new[] { "{", "}", "[", "]", "\"", "\\", ",", ":", "null", "true", "1e999", "-", "\\uD800", "\\u0000", "\"Version\":1,", "\"Version\":2,", "//", "/*", "\0", "\uFEFF", " ", "'", "é", $"\"{Secret}\"" }
            .Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xED, 0xA0, 0x80],
        Encoding.UTF8.GetBytes(new string('[', 100)),
    ];

    [Fact]
    public void Damaged_output_ends_in_a_credential_or_a_designed_error_without_the_secret() =>
        FuzzRun.Run(output, random => new Mutator(random, Corpus, Specials).Make(), input =>
        {
            try
            {
                AwsCredential credential = CredentialProcessOutput.Read(input, "a", "tool");
                Assert.DoesNotContain(Secret, credential.ToString(), StringComparison.Ordinal);
            }
            catch (KeepaliveException exception)
            {
                Assert.DoesNotContain(Secret, $"{exception} {exception.Advice} {exception.Target}", StringComparison.Ordinal);
            }
        });
}
