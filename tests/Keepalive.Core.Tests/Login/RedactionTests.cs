using Keepalive.Login;
using Keepalive.Secrets;

namespace Keepalive.Tests.Login;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("You typed hunter2, thanks", "You typed (redacted), thanks")]
    [InlineData("echo: hunt", "echo: (redacted)")]
    [InlineData("? Password *******", "? Password *")]
    [InlineData("key ASIAIOSFODNN7EXAMPLE", "key (redacted)")]
    [InlineData("secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "secret (redacted)")]
    [InlineData("eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0aaaa", "(redacted).(redacted)")]
    [InlineData("aws_session_token = planted-session-token", "aws_session_token = (redacted)")]
    [InlineData("GET /login?sessionToken=20111sTE&next=/home", "GET /login?sessionToken=(redacted)&next=/home")]
    [InlineData("Authorization: Bearer abc123, retrying", "Authorization: Bearer (redacted), retrying")]
    [InlineData("{\"stateToken\": \"00Xy\"}", "{\"stateToken\": \"(redacted)\"}")]
    [InlineData("txid 9f86d081884c7d659a2feaa0c55ad015", "txid (redacted)")]
    [InlineData("session 20111sTEU8gFi3mlOD4aN", "session (redacted)")]
    [InlineData("MFA token: hunter2", "MFA token: (redacted)")]
    [InlineData("Invalid token: expired", "Invalid token: expired")]
    [InlineData("Security Token [000000]", "Security Token [000000]")]
    [InlineData("LOGIN ERROR: Authentication failed | Error Code: E0000004", "LOGIN ERROR: Authentication failed | Error Code: E0000004")]
    [InlineData("request 0b5c7f3e-0d1c-4f6e-9f0a-2a8f1f0a7c11", "request 0b5c7f3e-0d1c-4f6e-9f0a-2a8f1f0a7c11")]
    [InlineData("(one; AWSReservedSSO_AdministratorAccess_0123456789abcdef; ProdAdminTeam2024Eu)", "(one; AWSReservedSSO_AdministratorAccess_0123456789abcdef; ProdAdminTeam2024Eu)")]
    [InlineData("[ 1] arn:aws:iam::123456789012:role/AdministratorAccess", "[ 1] arn:aws:iam::123456789012:role/AdministratorAccess")]
    [InlineData("Waiting for approval, please check your Okta Verify app ...", "Waiting for approval, please check your Okta Verify app ...")]
    public void What_nobody_may_read_later_is_taken_out(string text, string cleaned)
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText("hunter2"));
        Assert.Equal(cleaned, redaction.Clean(text));
    }

    [Fact]
    public void A_password_that_is_part_of_the_mark_ends_all_the_same()
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText("red"));
        Assert.DoesNotContain(" red ", redaction.Clean("a red b"), StringComparison.Ordinal);
    }
}
