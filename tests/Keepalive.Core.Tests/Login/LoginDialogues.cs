namespace Keepalive.Core.Tests.Login;

/// <summary>
/// Every tool, everything that its recipe has a rule for, painted in ways that make a prompt hard to see: each in two of them, so that each tool
/// meets all of them, and in all seven where KEEPALIVE_LOGIN_STYLES is <c>all</c>.
/// </summary>
internal static class LoginDialogues
{
    public static IReadOnlyList<string> Styles { get; } = ["Plain", "Colours", "Logged", "Split", "Spinner", "Redraw", "Late"];

    /// <summary>Which styles a row of the tables below has, counted from one that goes on with each row.</summary>
    private static readonly int[] s_sample = Environment.GetEnvironmentVariable("KEEPALIVE_LOGIN_STYLES") == "all" ? [0, 1, 2, 3, 4, 5, 6] : [0, 3];

    private static readonly (string Tool, string[] Ways)[] s_successes =
    [
        ("saml2aws", ["ok", "entra", "ping", "adfs", "google", "verification-code", "passcode", "long-list", "duo-list", "factor-list", "second-code", "other-code", "second-account", "half-painted"]),
        ("gimme-aws-creds", ["ok", "code", "duo", "duo-code", "call", "device", "device-rows", "factor"]),
        ("aws-google-auth", ["ok", "enter"]),
        ("onelogin-aws-cli", ["ok"]),
        ("aws-okta-keyman", ["ok", "account"]),
        ("awsmyid", ["ok"]),
    ];

    private static readonly (string Tool, string Outcome, string Code)[] s_failures =
    [
        ("saml2aws", "wrong-password", KeepaliveErrorCode.LoginPasswordRejected),
        ("saml2aws", "password-again", KeepaliveErrorCode.LoginPasswordRejected),
        ("saml2aws", "code-again", KeepaliveErrorCode.MfaCodeRejected),
        ("saml2aws", "code-refused", KeepaliveErrorCode.MfaCodeRejected),
        ("saml2aws", "denied", KeepaliveErrorCode.MfaDenied),
        ("saml2aws", "in-time", KeepaliveErrorCode.MfaTimedOut),
        ("saml2aws", "denied-or-in-time", KeepaliveErrorCode.MfaTimedOut),
        ("saml2aws", "locked", KeepaliveErrorCode.AccountLocked),
        ("saml2aws", "no-role", KeepaliveErrorCode.LoginRoleNotFound),
        ("saml2aws", "role-refused", KeepaliveErrorCode.LoginRoleNotFound),
        ("saml2aws", "other-roles", KeepaliveErrorCode.LoginRoleNotFound),
        ("saml2aws", "network", KeepaliveErrorCode.LoginNetworkFailed),
        ("saml2aws", "failed", KeepaliveErrorCode.LoginToolFailed),
        ("saml2aws", "unknown-list", KeepaliveErrorCode.LoginPromptUnknown),
        ("gimme-aws-creds", "unknown-factor", KeepaliveErrorCode.LoginPromptUnknown),
        ("gimme-aws-creds", "wrong-password", KeepaliveErrorCode.LoginPasswordRejected),
        ("gimme-aws-creds", "password-again", KeepaliveErrorCode.LoginPasswordRejected),
        ("gimme-aws-creds", "code-again", KeepaliveErrorCode.MfaCodeRejected),
        ("gimme-aws-creds", "code-refused", KeepaliveErrorCode.MfaCodeRejected),
        ("gimme-aws-creds", "locked", KeepaliveErrorCode.AccountLocked),
        ("gimme-aws-creds", "denied", KeepaliveErrorCode.MfaDenied),
        ("gimme-aws-creds", "push-denied", KeepaliveErrorCode.MfaDenied),
        ("gimme-aws-creds", "in-time", KeepaliveErrorCode.MfaTimedOut),
        ("gimme-aws-creds", "no-role", KeepaliveErrorCode.LoginRoleNotFound),
        ("gimme-aws-creds", "network", KeepaliveErrorCode.LoginNetworkFailed),
        ("gimme-aws-creds", "failed", KeepaliveErrorCode.LoginToolFailed),
        ("aws-google-auth", "wrong-password", KeepaliveErrorCode.LoginPasswordRejected),
        ("aws-google-auth", "password-again", KeepaliveErrorCode.LoginPasswordRejected),
        ("aws-google-auth", "code-again", KeepaliveErrorCode.MfaCodeRejected),
        ("aws-google-auth", "captcha", KeepaliveErrorCode.LoginToolFailed),
        ("aws-google-auth", "no-role", KeepaliveErrorCode.LoginRoleNotFound),
        ("aws-google-auth", "network", KeepaliveErrorCode.LoginNetworkFailed),
        ("aws-google-auth", "failed", KeepaliveErrorCode.LoginToolFailed),
        ("onelogin-aws-cli", "wrong-password", KeepaliveErrorCode.LoginPasswordRejected),
        ("onelogin-aws-cli", "password-again", KeepaliveErrorCode.LoginPasswordRejected),
        ("onelogin-aws-cli", "code-again", KeepaliveErrorCode.MfaCodeRejected),
        ("onelogin-aws-cli", "code-refused", KeepaliveErrorCode.MfaCodeRejected),
        ("onelogin-aws-cli", "locked", KeepaliveErrorCode.AccountLocked),
        ("onelogin-aws-cli", "no-role", KeepaliveErrorCode.LoginRoleNotFound),
        ("onelogin-aws-cli", "network", KeepaliveErrorCode.LoginNetworkFailed),
        ("onelogin-aws-cli", "failed", KeepaliveErrorCode.LoginToolFailed),
        ("aws-okta-keyman", "wrong-password", KeepaliveErrorCode.LoginPasswordRejected),
        ("aws-okta-keyman", "password-again", KeepaliveErrorCode.LoginPasswordRejected),
        ("aws-okta-keyman", "code-again", KeepaliveErrorCode.MfaCodeRejected),
        ("aws-okta-keyman", "locked", KeepaliveErrorCode.AccountLocked),
        ("aws-okta-keyman", "denied", KeepaliveErrorCode.MfaDenied),
        ("aws-okta-keyman", "in-time", KeepaliveErrorCode.MfaTimedOut),
        ("aws-okta-keyman", "no-role", KeepaliveErrorCode.LoginRoleNotFound),
        ("aws-okta-keyman", "network", KeepaliveErrorCode.LoginNetworkFailed),
        ("aws-okta-keyman", "failed", KeepaliveErrorCode.LoginToolFailed),
        ("awsmyid", "wrong-password", KeepaliveErrorCode.LoginPasswordRejected),
        ("awsmyid", "password-again", KeepaliveErrorCode.LoginPasswordRejected),
        ("awsmyid", "locked", KeepaliveErrorCode.AccountLocked),
        ("awsmyid", "denied", KeepaliveErrorCode.MfaDenied),
        ("awsmyid", "in-time", KeepaliveErrorCode.MfaTimedOut),
    ];

    public static TheoryData<string, string, string> Successes =>
        [.. s_successes.SelectMany(row => row.Ways.Select(way => (row.Tool, way))).SelectMany((row, index) => StylesOf(index).Select(style => (row.Tool, row.way, style)))];

    public static TheoryData<string, string, string, string> Failures =>
        [.. s_failures.SelectMany((row, index) => StylesOf(index + 1).Select(style => (row.Tool, row.Outcome, style, row.Code)))];

    /// <summary>The codes of the failures that are played for a tool.</summary>
    public static IEnumerable<string> CodesOf(string tool) => s_failures.Where(row => row.Tool == tool).Select(row => row.Code);

    private static IEnumerable<string> StylesOf(int row) => s_sample.Select(step => Styles[(row + step) % Styles.Count]);
}
