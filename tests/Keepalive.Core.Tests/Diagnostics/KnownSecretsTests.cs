using System.Text;
using Keepalive.Diagnostics.Support;

namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>A secret is found in every file that the AWS tools read, so that a bundle can mask it.</summary>
public sealed class KnownSecretsTests : IDisposable
{
    private readonly DiagnosticHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Also_each_line_of_the_private_key_of_aws_login_and_every_token_of_its_file(bool elsewhere)
    {
        string folder = elsewhere ? "logins" : ".aws/login/cache";
        _home.With($"{folder}/x.json", """{"accessToken": {"accessKeyId": "ASIAPLANTED", "secretAccessKey": "planted-1", "sessionToken": "planted-2"}, "tokenType": "aws_sigv4", "refreshToken": "planted-3", "idToken": "planted-4", "dpopKey": "-----BEGIN EC PRIVATE KEY-----\nplanted-5\nplanted-6\n-----END EC PRIVATE KEY-----\n"}"""u8.ToArray());
        if (elsewhere)
        {
            _home.Set("AWS_LOGIN_CACHE_DIRECTORY", Path.Combine(_home.Folder, "logins"));
        }

        string[] secrets = [.. KnownSecrets.Collect(_home.Environment, [])];

        Assert.Subset(secrets.ToHashSet(), new HashSet<string> { "ASIAPLANTED", "planted-1", "planted-2", "planted-3", "planted-4", "planted-5", "planted-6" });
        Assert.DoesNotContain("aws_sigv4", secrets);
    }

    [Theory]
    [InlineData("""{"accessToken": "planted-1", "accessToken": "planted-2", "expiresAt": "2026-11-21T13:00:00Z"}""")]
    [InlineData("\uFEFF{\"accessToken\": \"planted-2\"}")]
    [InlineData("""{"a": {"b": 1, "b": 2}, "tokens": ["x", "planted-2"]}""")]
    [InlineData("""{"accessToken": "planted-2", /* mine */}""")]
    public void Also_in_a_token_file_of_an_unusual_form(string json)
    {
        _home.With(DiagnosticHome.TokenPath("corp"), Encoding.UTF8.GetBytes(json));

        Assert.Contains("planted-2", KnownSecrets.Collect(_home.Environment, []));
    }
}
