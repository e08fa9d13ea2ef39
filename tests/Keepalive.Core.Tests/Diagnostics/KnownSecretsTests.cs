using System.Text;
using Keepalive.Diagnostics.Support;

namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>A secret is found in every file that the AWS tools read, so that a bundle can mask it.</summary>
public sealed class KnownSecretsTests : IDisposable
{
    private readonly DiagnosticHome _home = new();

    public void Dispose() => _home.Dispose();

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
