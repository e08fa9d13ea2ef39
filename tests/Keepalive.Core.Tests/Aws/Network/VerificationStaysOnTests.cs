using System.Text.RegularExpressions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Network;

/// <summary>
/// What verification does is tested with real certificates (CertificateTrustTests). This is about the ways round it: no other client, and none
/// of the words with which others switch it off, in any project that is shipped.
/// </summary>
public sealed class VerificationStaysOnTests
{
    private static readonly string[] s_sources = [.. Repository.Files("src", "*.cs", "*.csproj", "*.props", "*.json", "*.ps1", "*.psm1", "*.psd1")];

    /// <summary>Its clients speak with its own server on 127.0.0.1 alone.</summary>
    private static readonly string?[] s_sandbox = [.. Repository.Files("src/Keepalive.Sandbox", "*.cs").Select(Path.GetFileName)];

    public static TheoryData<string> Projects => ["Keepalive.Core", "Keepalive.Cmdlets", "Keepalive.Host", "Keepalive.Loader", "Keepalive.Sandbox", "Module", "Plugin"];

    [Theory]
    [InlineData("DangerousAcceptAnyServerCertificateValidator")]
    [InlineData("ServerCertificateCustomValidationCallback")]
    [InlineData("ServerCertificateValidationCallback")]
    [InlineData("NODE_TLS_REJECT_UNAUTHORIZED")]
    [InlineData("PYTHONHTTPSVERIFY")]
    [InlineData("AWS_NO_VERIFY")]
    [InlineData("no-verify-ssl")]
    [InlineData("verify_ssl")]
    [InlineData("SkipCertificateCheck")]
    [InlineData("AllowUnknownCertificateAuthority")]
    [InlineData("IgnoreNotTimeValid")]
    [InlineData("IgnoreInvalidName")]
    [InlineData("UnsafeUseInsecure")]
    public void No_project_knows_how_to_switch_verification_off(string word) =>
        Assert.DoesNotContain(s_sources, file => File.ReadAllText(file).Contains(word, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_project_is_looked_at(string project) =>
        Assert.Contains(s_sources, file => file.StartsWith(Path.Combine(Repository.Root, "src", project) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    [Fact]
    public void One_callback_decides() => Assert.Equal(["AwsHttp.cs"], Naming("RemoteCertificateValidationCallback"));

    [Fact]
    public void One_client_goes_out_to_the_network() => Assert.Equal(
        ["AwsHttp.cs", "Connector.cs"],
        Naming(@"\b(HttpClientHandler|SocketsHttpHandler|WinHttpHandler|HttpWebRequest|WebClient|SslClientAuthenticationOptions)\b|\bnew (HttpClient|SslStream|TcpClient)\(").Except(s_sandbox));

    private static IEnumerable<string?> Naming(string pattern) => s_sources
        .Where(file => Code(file).Any(line => Regex.IsMatch(line, pattern))).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Code(string file) =>
        File.ReadLines(file).Where(line => file.EndsWith(".cs", StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
