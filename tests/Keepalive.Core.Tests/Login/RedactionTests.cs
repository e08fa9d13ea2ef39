using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

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

    [Theory]
    [InlineData("you typed correct-ho|rse-battery here", "correct-ho|rse-battery|rse-")]
    [InlineData("you typed correct-ho   |   rse-battery", "correct|rse-battery")]
    [InlineData("c|o|r|r|e|c|t|-|h|o|r|s|e|-|b|a|t|t|e|r|y", "c|o|r|y|b")]
    [InlineData("2026/11/29 10:00:00 correct-horse-b|2026/11/29 10:00:00 attery", "correct|attery")]
    [InlineData("[log] rse-battery comes first", "rse-battery")]
    [InlineData("xxcorrect-horse-batteryxx", "correct|battery")]
    [InlineData("GET /?p=correct%2Dhorse%2Dbattery", "horse")]
    [InlineData("Basic Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5", "Y29ycmVj")]
    [InlineData("amFuZTpjb3JyZWN0LWhvcnNlLWJhdHRlcnk=", "b3JyZWN0LWhvcnNlL")]
    [InlineData("636f72726563742d686f7273652d62617474657279", "686f727365")]
    public void A_password_is_taken_out_over_the_end_of_a_row_and_encoded(string rows, string gone)
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText("correct-horse-battery"));

        string cleaned = string.Join('|', redaction.Clean(rows.Split('|'))).Replace(SecretShapes.Mark, "#", StringComparison.Ordinal);

        Assert.All(gone.Split('|'), piece => Assert.DoesNotContain(piece, cleaned, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("68756e74657232")]
    [InlineData("68756E74657232")]
    [InlineData("aHVudGVyMg==")]
    public void A_password_that_is_too_short_to_look_like_a_key_is_taken_out_in_Base64_and_hexadecimal_digits(string form)
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText("hunter2"));

        Assert.DoesNotContain(form[..9], redaction.Clean($"sent {form} off"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p ss wörd&1", "p%20ss%20w%C3%B6rd%261")]
    [InlineData("p ss wörd&1", "p+ss+w%c3%b6rd%261")]
    [InlineData("quo\"te\\back", "quo\\\"te\\\\back")]
    [InlineData("quo\"te\\back", "quo\\u0022te\\\\back")]
    [InlineData("two words only", "two words|only")]
    public void A_password_with_other_signs_is_taken_out_as_it_is_written(string password, string shown)
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText(password));

        Assert.All(redaction.Clean($"a {shown} z".Split('|')), row => Assert.DoesNotMatch("[bdeqw]", row.Replace(SecretShapes.Mark, "#", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_token_that_the_terminal_s_width_has_broken_leaves_no_rest()
    {
        using var redaction = new Redaction();

        string[] cleaned = redaction.Clean(["aws_session_token = IQoJb3JpZ2luX2VjEJr1234567890abcdefGHIJ", "KLMNOPqrstuv1234567890wxyzABCDEFGH", "ij12Kl", "the next line 7", "stays"]);

        Assert.Equal(["aws_session_token = (redacted)", "(redacted)", "(redacted)", "the next line 7", "stays"], cleaned);
    }

    [Fact]
    public void Words_below_each_other_stay()
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText("correct-horse-battery"));
        string[] rows = ["? Password:", "Authenticating as jane ...", "To use this credential, call the AWS CLI with the --profile option", "Correct", "Code 123456"];

        Assert.Equal(rows, redaction.Clean(rows));
    }

    [Fact]
    public void Every_number_to_match_is_shown_whatever_the_password_begins_with()
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText("Sandbox 12345")); // In hexadecimal digits it begins with 53616e, for JSON and for an address it begins like itself.
        redaction.Add(Secret.FromText("53 times around"));

        Assert.All(Enumerable.Range(0, 1000).Select(number => $"{number:00}"), number => Assert.Equal(number, redaction.CleanWhole(number)));
    }

    [Theory]
    [InlineData("https://login.example/activate?user_code=AB53", false)]
    [InlineData("https://login.example/U2", false)]
    [InlineData("https://login.example/Sa", false)]
    [InlineData("https://login.example/?p=Sandbox+12345", true)]
    [InlineData("https://login.example/?p=U2FuZGJveCAxMjM0NQ", true)]
    [InlineData("https://login.example/?p=53616e64626f78", true)]
    public void An_address_is_only_kept_back_for_a_whole_password_or_a_long_piece_of_it(string address, bool isKeptBack)
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText("Sandbox 12345"));

        Assert.Equal(isKeptBack, redaction.HasTyped(address));
    }

    [Theory]
    [InlineData("you typed Sa", "you typed (redacted)")]
    [InlineData("Tap 53", "Tap 53")]
    [InlineData("sent 53616e", "sent (redacted)")]
    [InlineData("sent U2", "sent U2")]
    public void A_beginning_at_the_end_of_a_row_is_taken_out_if_it_holds_two_characters_of_the_password(string row, string cleaned)
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText("Sandbox 12345"));

        Assert.Equal(cleaned, redaction.Clean(row));
    }

    [Fact]
    public void A_password_that_is_part_of_the_mark_ends_all_the_same()
    {
        using var redaction = new Redaction();
        redaction.Add(Secret.FromText("red"));
        Assert.DoesNotContain(" red ", redaction.Clean("a red b"), StringComparison.Ordinal);
    }
}
