using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.ConsoleLogin;

namespace Keepalive.Core.Tests.ConsoleLogin;

/// <summary>The proof of possession, and the private keys that other tools have written.</summary>
public sealed class DpopProofTests
{
    [Fact]
    public void A_proof_is_signed_names_the_request_and_holds_the_public_key_alone()
    {
        using ECDsa key = DpopProof.ReadKey(DpopProof.CreateKey())!;
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        string[] parts = DpopProof.Create(key, new Uri("https://us-east-1.signin.aws.amazon.com/v1/token?a=b"), now).Split('.');

        JsonObject head = JsonNode.Parse(Base64Url.Decode(parts[0]))!.AsObject();
        JsonObject claims = JsonNode.Parse(Base64Url.Decode(parts[1]))!.AsObject();
        Assert.Equal(["typ", "alg", "jwk"], head.Select(member => member.Key));
        Assert.Equal(["kty", "crv", "x", "y"], head["jwk"]!.AsObject().Select(member => member.Key));
        Assert.Equal(("dpop+jwt", "ES256", "P-256"), ((string?)head["typ"], (string?)head["alg"], (string?)head["jwk"]!["crv"]));
        Assert.Equal(("POST", "https://us-east-1.signin.aws.amazon.com/v1/token", 1_800_000_000L), ((string?)claims["htm"], (string?)claims["htu"], (long)claims["iat"]!));
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.Decode(parts[2])!, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    [Fact]
    public void No_two_proofs_have_the_same_id()
    {
        using ECDsa key = DpopProof.ReadKey(DpopProof.CreateKey())!;

        Assert.NotEqual(
            DpopProof.Create(key, new Uri("https://a"), DateTimeOffset.UnixEpoch).Split('.')[1], DpopProof.Create(key, new Uri("https://a"), DateTimeOffset.UnixEpoch).Split('.')[1]);
    }

    [Fact]
    public void A_new_key_has_the_form_of_the_aws_CLI()
    {
        string[] rows = DpopProof.CreateKey().Split('\n');

        Assert.Equal(("-----BEGIN EC PRIVATE KEY-----", "-----END EC PRIVATE KEY-----", string.Empty), (rows[0], rows[^2], rows[^1]));
        Assert.All(rows, row => Assert.True(row.Length <= 64));
    }

    [Fact]
    public void Both_forms_of_a_key_are_read()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        foreach (string pem in new[] { key.ExportECPrivateKeyPem(), key.ExportPkcs8PrivateKeyPem(), key.ExportPkcs8PrivateKeyPem().Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            using ECDsa? read = DpopProof.ReadKey(pem);
            Assert.NotNull(read);
        }
    }

    [Fact]
    public void Anything_else_is_no_key()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        foreach (string pem in new[]
        {
            string.Empty, "no key", other.ExportECPrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(), right.ExportSubjectPublicKeyInfoPem(), right.ExportECPrivateKeyPem()[..80],
            "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----", right.ExportECPrivateKeyPem() + right.ExportECPrivateKeyPem(),
        })
        {
            Assert.Null(DpopProof.ReadKey(pem));
        }
    }

    [Fact]
    public void A_file_has_the_name_that_all_tools_give_it()
    {
        foreach (string text in new[] { string.Empty, "a", new string('x', 55), new string('x', 56), new string('x', 64), new string('ü', 200), Keepalive.Testing.ConsoleLoginHome.Arn })
        {
            Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant(), LoginFileName.Of(text));
        }

        Assert.Equal(Keepalive.Testing.ConsoleLoginHome.FileName, LoginFileName.Of(Keepalive.Testing.ConsoleLoginHome.Arn) + ".json");
    }

    [Theory]
    [InlineData("us-east-1", "", "https://us-east-1.signin.aws.amazon.com")]
    [InlineData("cn-north-1", "", "https://cn-north-1.signin.amazonaws.cn")]
    [InlineData("us-gov-west-1", "", "https://us-gov-west-1.signin.amazonaws-us-gov.com")]
    [InlineData("us-iso-east-1", "", "https://signin.us-iso-east-1.c2s.ic.gov")]
    [InlineData("us-isob-east-1", "", "https://signin.us-isob-east-1.sc2s.sgov.gov")]
    [InlineData("eusc-de-east-1", "", "https://signin.eusc-de-east-1.amazonaws.eu")]
    [InlineData("us-east-1", "AWS_USE_FIPS_ENDPOINT", "https://signin-fips.us-east-1.amazonaws.com")]
    [InlineData("eu-west-1", "AWS_USE_DUALSTACK_ENDPOINT", "https://signin.eu-west-1.api.aws")]
    [InlineData("us-east-1", "AWS_USE_FIPS_ENDPOINT,AWS_USE_DUALSTACK_ENDPOINT", "https://signin-fips.us-east-1.api.aws")]
    public void The_service_is_where_its_endpoint_rules_say(string region, string variables, string address)
    {
        string[] names = variables.Split(',');
        var environment = new SystemEnvironment(name => names.Contains(name) ? "true" : null, isWindows: false);

        Assert.Equal(address, SignInHost.Of(environment, profile: null, region));
    }

    [Fact]
    public void An_endpoint_that_is_set_is_used()
    {
        var environment = new SystemEnvironment(name => name == "AWS_ENDPOINT_URL_SIGNIN" ? "http://127.0.0.1:1/x/" : null, isWindows: false);

        Assert.Equal("http://127.0.0.1:1/x", SignInHost.Of(environment, profile: null, "us-east-1"));
    }
}
