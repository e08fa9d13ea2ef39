using Keepalive.Aws.AccessKeys;

namespace Keepalive.Core.Tests.Aws.AccessKeys;

/// <summary>A part of a key that is longer than any of AWS is refused where it enters, before a cache stores it that its reader would not take.</summary>
public sealed class KeyMaterialTests
{
    [Theory]
    [InlineData(5_000, 1, 1, "access key id")]
    [InlineData(16, 5_000, 1, "secret access key")]
    [InlineData(16, 1, 33_000, "session token")]
    public void A_part_that_is_too_long_is_named(int id, int secret, int token, string field)
    {
        var material = new KeyMaterial(new string('A', id), new string('s', secret), new string('t', token), "the answer of AWS STS");

        var refused = Assert.Throws<KeepaliveException>(() => material.ToCredential("work", expiry: null, new CredentialOrigin(CredentialSourceKind.AssumeRole, "role")));

        Assert.Equal(KeepaliveErrorCode.CredentialMalformed, refused.Code);
        Assert.Contains($"The {field} of profile 'work'", refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Message.Length, 1, 300);
    }

    [Fact]
    public void The_longest_that_is_taken_fits_into_every_cache()
    {
        AwsCredential credential = new KeyMaterial(new string('A', WireText.LongestKey), new string('s', WireText.LongestKey), new string('t', WireText.LongestToken), "the answer of AWS STS")
            .ToCredential("work", new CredentialExpiry(DateTimeOffset.UnixEpoch, "AWS STS"), new CredentialOrigin(CredentialSourceKind.AssumeRole, "role"));

        Assert.InRange(CredentialText.Write(credential, CredentialFormat.Process).Length, 1, 64 * 1024);
    }
}
