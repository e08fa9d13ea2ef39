using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>
/// Every tool, everything that its recipe has a rule for, painted in ways that make a prompt hard to see: each in three of them, so that each tool
/// meets all of them, and in all seven where KEEPALIVE_LOGIN_STYLES is <c>all</c>.
/// </summary>
public sealed class LoginDialogueTests : IDisposable
{
    private static readonly string[] s_styles = ["Plain", "Colours", "Logged", "Split", "Spinner", "Redraw", "Late"];

    /// <summary>Which styles a row of the tables below has, counted from one that goes on with each row.</summary>
    private static readonly int[] s_sample = Environment.GetEnvironmentVariable("KEEPALIVE_LOGIN_STYLES") == "all" ? [0, 1, 2, 3, 4, 5, 6] : [0, 2, 3];

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

    private readonly LoginStage _stage = new();

    public static TheoryData<string, string, string> Successes =>
        [.. s_successes.SelectMany(row => row.Ways.Select(way => (row.Tool, way))).SelectMany((row, index) => StylesOf(index).Select(style => (row.Tool, row.way, style)))];

    public static TheoryData<string, string, string, string> Failures =>
        [.. s_failures.SelectMany((row, index) => StylesOf(index + 1).Select(style => (row.Tool, row.Outcome, style, row.Code)))];

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task A_login_goes_to_its_end(string tool, string way, string style)
    {
        LoginRun run = await _stage.RunAsync(tool, way, style);

        Assert.Null(run.Failure);
        Assert.True(File.Exists(_stage.Credentials));
        Assert.Equal(way == "second-account" ? 2 : 1, _stage.Answers.Asked);
        Assert.Equal(way.StartsWith("device", StringComparison.Ordinal), _stage.Notices.Exists(notice => notice.Address is not null));
        if (tool != "onelogin-aws-cli" && way is "ok" or "entra" or "ping" or "adfs" or "google" or "enter")
        {
            Assert.Equal("42", Assert.Single(_stage.Told, told => char.IsDigit(told[0])));
        }

        Assert.Equal(tool is "onelogin-aws-cli" or "aws-okta-keyman" ? "2030-01-01 10:00:00+00:00" : null, run.Expiry);
        _stage.AssertNothingSecretIsKept();
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Each_way_to_fail_has_its_name_and_costs_one_try(string tool, string outcome, string style, string code)
    {
        if (outcome is "wrong-password" or "password-again")
        {
            _stage.Answers = new FixedAnswers("something else");
        }

        LoginRun run = await _stage.RunAsync(tool, outcome, style);

        Assert.Equal(code, run.Failure?.Code);
        Assert.False(File.Exists(_stage.Credentials));
        Assert.True(_stage.Answers.Asked <= 1);
        _stage.AssertNothingSecretIsKept();
    }

    [Theory]
    [InlineData("device", "https://acme.okta.example/activate?user_code=ABCDWXYZ", "ABCDWXYZ")]
    [InlineData("device-rows", "https://acme.okta.example/activate", "ABCD-WXYZ")]
    public async Task An_address_that_the_tool_shows_is_told_whole_with_its_code(string way, string address, string code)
    {
        Assert.Null((await _stage.RunAsync("gimme-aws-creds", way)).Failure);

        LoginNotice notice = _stage.Notices.Last(told => told.Address is not null);
        Assert.Equal((address, code), (notice.Address, notice.UserCode));
    }

    [Theory]
    [InlineData("saml2aws", "unknown-list", "On which device", "Watch")]
    [InlineData("gimme-aws-creds", "unknown-factor", "Choose how to verify:", "Watch", "Selection:")]
    public async Task A_list_that_no_rule_knows_is_soon_told_with_its_rows(string tool, string way, params string[] rows)
    {
        LoginRun run = await _stage.RunAsync(tool, way);

        Assert.Equal(KeepaliveErrorCode.LoginPromptUnknown, run.Failure?.Code);
        Assert.All(rows, row => Assert.Contains(row, run.Failure!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_tool_meets_every_style()
    {
        IEnumerable<(string Tool, string Style)> rows = Successes.Select(row => (row.Data.Item1, row.Data.Item3)).Concat(Failures.Select(row => (row.Data.Item1, row.Data.Item3)));

        Assert.All(rows.GroupBy(row => row.Tool, row => row.Style), styles => Assert.Empty(s_styles.Except(styles)));
    }

    [Fact]
    public void No_rule_of_a_recipe_that_fails_a_login_is_left_out()
    {
        foreach (string tool in RecipeBook.BuiltIn)
        {
            string[] codes = [.. new RecipeBook(document: null, "").Find(tool).Rules.Where(rule => rule.Action == RecipeAction.Failure).Select(rule => rule.Text).Distinct().Order()];
            Assert.Empty(codes.Except(s_failures.Where(row => row.Tool == tool).Select(row => row.Code)));
        }
    }

    public void Dispose() => _stage.Dispose();

    private static IEnumerable<string> StylesOf(int row) => s_sample.Select(step => s_styles[(row + step) % s_styles.Length]);
}
