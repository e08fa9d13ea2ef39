using System.Text;
using Keepalive.Aws.Network;

namespace Keepalive.Core.Tests.Aws.Network;

public sealed class ErrorAnswerTests
{
    [Theory]
    [InlineData("SlowDownException", "", "SlowDownException")]
    [InlineData("SlowDownException:http://internal.amazon.com/coral/", "{}", "SlowDownException")]
    [InlineData("com.amazon.sso#SlowDownException:http://x", "{}", "SlowDownException")]
    [InlineData("SlowDownException", """{"__type":"Other","error":"invalid_grant"}""", "SlowDownException")]
    [InlineData(null, """{"__type":"com.amazonaws.ssooidc#InvalidGrantException","error":"slow_down"}""", "InvalidGrantException")]
    [InlineData(null, """{"code":"InvalidGrantException"}""", "InvalidGrantException")]
    [InlineData(null, """{"error":"authorization_pending","error_description":"x"}""", "AuthorizationPendingException")]
    [InlineData("", """{"error":"invalid_client"}""", "InvalidClientException")]
    [InlineData(null, """{"nested":{"__type":"Wrong"},"error":"access_denied"}""", "AccessDeniedException")]
    [InlineData(null, """{"error":{"__type":"Wrong"}}""", null)]
    [InlineData(null, """{"error":"something_else"}""", null)]
    [InlineData(null, """{"__type":"Bad Name\u001b[31m"}""", null)]
    [InlineData(null, "{\"error\":\"slow_down\"", "SlowDownException")]
    [InlineData(null, "<html>", null)]
    [InlineData(null, "", null)]
    public void Reads_the_type(string? header, string body, string? expected) =>
        Assert.Equal(expected, ErrorAnswer.TypeOf(header, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Never_throws_whatever_the_body_is()
    {
        var random = new Random(3);
        byte[] body = new byte[64];
        for (int i = 0; i < 2000; i++)
        {
            random.NextBytes(body);
            body[0] = (byte)'{';
            ErrorAnswer.TypeOf(null, body);
        }
    }
}
