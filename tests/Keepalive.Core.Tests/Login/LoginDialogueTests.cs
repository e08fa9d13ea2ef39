using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>The dialogues that end well, and what is told of them.</summary>
public sealed class LoginDialogueTests : IDisposable
{
    private readonly LoginStage _stage = new();

    [Theory]
    [MemberData(nameof(LoginDialogues.Successes), MemberType = typeof(LoginDialogues))]
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
        IEnumerable<(string Tool, string Style)> rows = LoginDialogues.Successes.Select(row => (row.Data.Item1, row.Data.Item3)).Concat(LoginDialogues.Failures.Select(row => (row.Data.Item1, row.Data.Item3)));

        Assert.All(rows.GroupBy(row => row.Tool, row => row.Style), styles => Assert.Empty(LoginDialogues.Styles.Except(styles)));
    }

    public void Dispose() => _stage.Dispose();
}
