using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>The words of identity providers, which are one table for all tools.</summary>
public sealed class LoginWordsTests
{
    private static readonly (string Code, string[] Rows)[] s_failures =
    [
        (KeepaliveErrorCode.LoginPasswordRejected,
        [
            "Authentication failed (E0000004)", "Incorrect user ID or password. Type the correct user ID and password, and try again.", "The user name or password is incorrect.",
            "AADSTS50126: Error validating credentials due to invalid username or password.", "Your account or password is incorrect.",
            "We didn't recognize the username or password you entered. Please try again.", "Authentication Failed: Invalid user credentials", "Wrong password. Try again or click Forgot password.",
            "Invalid username or password.", "The password you entered was incorrect.", "The username you entered cannot be identified.", "Wrong email or password.",
            "Your password has expired.", "status: PASSWORD_EXPIRED", "AADSTS50055: InvalidPasswordExpiredPassword", "You must change your password", "Password expired",
        ]),
        (KeepaliveErrorCode.AccountLocked,
        [
            "status LOCKED_OUT", "Your account is locked. Contact your system administrator.", "AADSTS50053: You've tried to sign in too many times", "AADSTS50057: The user account is disabled.",
            "User is locked. Access unauthorized", "This account has been disabled", "Account is temporarily disabled; contact your administrator or retry later.", "Account is disabled, contact your administrator.",
            "Your account has been blocked after multiple consecutive login attempts", "Too many failed attempts", "You have been locked out due to excessive authentication failures", "Account locked",
        ]),
        (KeepaliveErrorCode.MfaDenied,
        [
            "MFA rejected by user", "Login request denied.", "Your authentication request was denied", "factorResult: REJECTED", "AADSTS500121: Authentication failed during strong authentication request.",
            "Push denied", "You denied the request", "Login request reported as fraudulent.", "Your sign-in request was denied", "Authorization rejected", "The push notification was declined",
        ]),
        (KeepaliveErrorCode.MfaTimedOut,
        [
            "Push timed out", "factorResult: TIMEOUT", "Login timed out.", "Authentication timed out", "We didn't hear from you", "Your sign in request timed out", "Your login attempt timed out. Login will start from the beginning.",
            "User did not respond", "error: expired_token", "The device code has expired",
        ]),
        (KeepaliveErrorCode.MfaCodeRejected,
        [
            "Invalid Passcode/Answer", "E0000068", "You entered the wrong verification code", "Invalid authenticator code.", "Wrong code. Try again.", "Failed authentication with this factor", "Incorrect passcode. Please try again.",
            "mfa_invalid_code", "Invalid MFA token", "Each code can only be used once", "Your token doesn't match", "The code you entered is incorrect",
        ]),
        (KeepaliveErrorCode.LoginNetworkFailed,
        [
            "dial tcp: lookup idp.example: no such host", "Max retries exceeded with url: /", "authentication: dial tcp 10.0.0.1:443: i/o timeout", "curl: (6) Could not resolve host: idp.example",
        ]),
    ];

    public static TheoryData<string, string> Failures => [.. from pair in s_failures from row in pair.Rows select (row, pair.Code)];

    public static TheoryData<string> Harmless =>
    [
        "Authenticating as me ...", "Your password will expire in 5 days", "If your account is locked, call 555", "Your cached session has expired, signing in again",
        "[0] arn:aws:iam::123456789012:role/AccessDenied", "Account: locked-out-test (123456789012)", "Using IdP Account default to access Okta https://acme.okta.example/home/1",
        "Enter verification code", "After 3 wrong codes", "Requesting AWS credentials using SAML assertion.", "Waiting for approval, please check your Okta Verify app ...",
        "You may be locked out if the password is wrong", "Login successful", "Selected role: arn:aws:iam::123456789012:role/Admin", "Password accepted",
    ];

    public static TheoryData<string> Prefixes =>
    [
        "2026/11/29 10:00:00 ", "2026-11-29 10:00:00,123 - saml - ERROR - ", "2026-11-29T10:00:00.123Z ", "INFO[0000] ", "ERRO[0012] ", "[+] ", "[!] ", "[ERROR] ", "ERROR: ", "error: ", "INFO:root:",
        "10:31:22 (CRITICAL) ", "[10:31:22] ", "[2026-11-29 10:00:00] [ERROR] ", "time=\"2026-11-29T10:00:00Z\" level=error msg=\"", "Nov 29 10:00:00 ", "E1129 10:00:00.000000   123 main.go:12] ", "✗ ", "saml2aws[123]: ", "ERR ", "2026-11-29T10:00:00Z ERR ",
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_provider_s_word_has_its_code_with_every_recipe(string row, string code) =>
        Assert.All(RecipeBook.BuiltIn, recipe => Assert.True(code == Rehearsal.Of(recipe, $"{row}\r\n").Failure, recipe));

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_is_no_failure_is_none(string row) => Assert.Null(Rehearsal.Of("saml2aws", $"{row}\r\n").Failure);

    [Theory]
    [MemberData(nameof(Prefixes))]
    public void What_a_logger_writes_before_a_row_changes_nothing(string prefix)
    {
        Assert.Equal("No roles to assume.", LoginWords.Shared.WithoutPrefix(prefix + "No roles to assume."));
        Assert.Equal(KeepaliveErrorCode.LoginRoleNotFound, Rehearsal.Of("saml2aws", $"{prefix}No roles to assume.\r\n").Failure);
    }

    [Theory]
    [InlineData("Okta Password for me: ")]
    [InlineData("? Password ")]
    [InlineData("Infrastructure")]
    [InlineData("Error")]
    [InlineData("[0] arn:aws:iam::123456789012:role/Admin")]
    [InlineData("[  1] arn:aws:iam::123456789012:role/Admin")]
    public void A_row_without_one_stays_as_it_is(string row) => Assert.Equal(row, LoginWords.Shared.WithoutPrefix(row));

    [Fact]
    public void What_was_denied_is_the_password_where_it_was_the_last_that_was_given_else_the_second_factor()
    {
        Assert.Equal(KeepaliveErrorCode.LoginPasswordRejected, Rehearsal.Of("saml2aws", "? Password ", "\r\n", "2026/11/29 10:00:00 Authentication denied\r\n").Failure);
        Assert.Equal(KeepaliveErrorCode.MfaDenied, Rehearsal.Of("saml2aws", "? Password ", "\r\n", "Correct Answer: 42\r\n", "Authentication denied\r\n").Failure);
        Assert.Equal(KeepaliveErrorCode.MfaDenied, Rehearsal.Of("saml2aws", "? Password ", "\r\n", "? Enter passcode ", "\r\n", "Error authenticating to IdP.: Authentication denied\r\n").Failure);
        Assert.Equal(KeepaliveErrorCode.MfaDenied, Rehearsal.Of("saml2aws", "Authentication denied\r\n").Failure);
    }

    [Theory]
    [InlineData("Open https://acme.okta.example/activate?user_code=ABCD1234 in a browser.", "https://acme.okta.example/activate?user_code=ABCD1234", "ABCD1234")]
    [InlineData("To authenticate, visit https://microsoft.example/devicelogin and enter the code: HJKL4567", "https://microsoft.example/devicelogin", "HJKL4567")]
    [InlineData("INFO[0000] Verification URL: https://acme.example/x", "https://acme.example/x", null)]
    [InlineData("Using IdP Account default to access Okta https://acme.okta.example/home/1", null, null)]
    [InlineData("Open http://acme.example/activate", null, null)]
    [InlineData("Open https://me:secret@acme.example/activate", null, null)]
    [InlineData("Open https://acme.ex\u0430mple/activate", null, null)]
    [InlineData("Open file:///etc/passwd", null, null)]
    public void An_address_to_open_is_found_and_checked(string row, string? address, string? code)
    {
        TellMove? tell = Rehearsal.Of("gimme-aws-creds", $"{row}\r\n").Moves.OfType<TellMove>().SingleOrDefault();

        Assert.Equal((address, code), (tell?.Address, tell?.UserCode));
    }
}
