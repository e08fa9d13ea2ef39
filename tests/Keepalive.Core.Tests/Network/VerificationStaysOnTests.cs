namespace Keepalive.Tests.Network;

public sealed class VerificationStaysOnTests
{
    /// <summary>The words with which others switch it off; none of them may appear in the product.</summary>
    [Theory]
    [InlineData("DangerousAcceptAnyServerCertificateValidator")]
    [InlineData("ServerCertificateCustomValidationCallback")]
    [InlineData("ServerCertificateValidationCallback")]
    [InlineData("NODE_TLS_REJECT_UNAUTHORIZED")]
    [InlineData("AWS_NO_VERIFY")]
    [InlineData("no-verify-ssl")]
    [InlineData("verify_ssl")]
    [InlineData("AllowUnknownCertificateAuthority")]
    [InlineData("IgnoreNotTimeValid")]
    [InlineData("IgnoreInvalidName")]
    public void No_source_knows_how_to_switch_verification_off(string word)
    {
        foreach (string file in Sources())
        {
            Assert.DoesNotContain(word, File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void One_callback_decides()
    {
        Assert.Equal("AwsHttp.cs", Path.GetFileName(Assert.Single(
            Sources(), file => File.ReadAllText(file).Contains("RemoteCertificateValidationCallback", StringComparison.Ordinal))));
    }

    private static string[] Sources()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Keepalive.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        Assert.NotNull(folder);
        string[] sources = Directory.GetFiles(Path.Combine(folder, "src", "Keepalive.Core"), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(sources);
        return sources;
    }
}
