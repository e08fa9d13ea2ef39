using System.Security.Cryptography;
using System.Text;
using Keepalive.IdentityCenter;

namespace Keepalive.Core.Tests.IdentityCenter;

public sealed class CacheFileNameTests
{
    [Theory]
    [InlineData("", "da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("abc", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("corp", "ee0bfd2552fbd840c02cc48b6e823320543c450f")]
    public void Names_are_the_published_digests(string text, string name) => Assert.Equal(name, CacheFileName.Of(text));

#pragma warning disable CA5350 // What it is compared with.
    [Fact]
    public void It_is_the_systems_SHA_1_for_every_length_around_a_block()
    {
        for (int length = 0; length <= 200; length++)
        {
            string text = new string('ä', length / 2) + new string('x', length % 2);
            Assert.Equal(Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(text))), CacheFileName.Of(text), ignoreCase: true);
        }
    }
#pragma warning restore CA5350
}
