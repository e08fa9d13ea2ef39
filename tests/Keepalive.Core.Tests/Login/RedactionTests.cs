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
