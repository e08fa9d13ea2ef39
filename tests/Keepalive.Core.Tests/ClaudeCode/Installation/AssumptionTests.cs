using System.Text.Json.Nodes;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>What an installation finds out by itself, it says; what it shows is what diff shows.</summary>
public sealed class AssumptionTests : IDisposable
{
    private readonly InstallHome _home = new();

    [Theory]
    [InlineData("x_security_token_expires = 2099-01-01T00:00:00Z", "saml2aws", "saml2aws login --force")]
    [InlineData("aws_session_expiration = 2099-01-01T00:00:00Z", "aws-google-auth", "aws-google-auth")]
    [InlineData("awsmyid_session_expiration = 4070908800", "awsmyid", "awsmyid")]
    [InlineData("", "onelogin-aws-login", "onelogin-aws-login")]
    [InlineData("", "aws_okta_keyman", "aws_okta_keyman")]
    [Trait("Migration", "W22")]
    public void The_login_tool_is_guessed_by_its_expiry_key_and_said(string expiry, string tool, string command)
    {
        Write(expiry);
        PutOnPath(tool);

        IReadOnlyList<string> notes = _home.Install().Notes;

        Assert.Contains(notes, note => note.StartsWith($"The login tool seems to be {tool}", StringComparison.Ordinal));
        Assert.Contains($"\"loginCmd\": \"{command}\"", File.ReadAllText(_home.ConfigurationPath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".config/claude-aws/config.json")]
    [InlineData(".config/cc-aws-keepalive/config.json")]
    [Trait("Migration", "S2")]
    public void The_key_of_the_end_that_is_configured_is_the_one_that_is_said(string file)
    {
        Write("my_end = 4070908800");
        _home.Home.Write(file.Contains("cc-", StringComparison.Ordinal) ? Path.Combine(_home.Home.Folder, file) : _home.ConfigurationPath, """{ "expirationField": "my_end" }"""u8);

        Assert.Contains(_home.Plan().Notes, note => note.EndsWith("Their expiry is read from my_end.", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_two_tools_that_write_the_same_key_none_is_guessed()
    {
        Write("x_security_token_expires = 2099-01-01T00:00:00Z");
        PutOnPath("saml2aws", "gimme-aws-creds");

        Assert.DoesNotContain(_home.Install().Notes, note => note.StartsWith("The login tool", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n", "assumes a role. 'claude-aws explain' shows the source of its credential.")]
    [InlineData("[profile p]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = abcdefghijklmnopqrstuvwxyz0123456789ABCD\n", "has a long-lived key. Claude Code does not accept such a key, so Keepalive gets temporary keys for it from AWS STS.")]
    public void A_role_and_a_long_lived_key_are_sources_that_work(string profile, string words)
    {
        _home.Variables["AWS_PROFILE"] = "p";
        _home.Home.WriteConfig(profile + "[profile base]\naws_access_key_id = AKIAEXAMPLE000000002\naws_secret_access_key = abcdefghijklmnopqrstuvwxyz0123456789ABCD\n");

        Assert.Contains("Profile 'p' (chosen by AWS_PROFILE) " + words, _home.Plan().Notes);
    }

    [Fact]
    public void The_profile_and_who_chose_it_are_said()
    {
        _home.Variables["AWS_PROFILE"] = "sso";
        _home.Home.WriteConfig("[profile sso]\nsso_session = s\nsso_account_id = 123456789012\nsso_role_name = r\n[sso-session s]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n");

        Assert.Contains("Profile 'sso' (chosen by AWS_PROFILE) uses IAM Identity Center. Sign in with 'claude-aws login'.", _home.Plan().Notes);
    }

    [Theory]
    [InlineData(60, true, "")]
    [InlineData(60, false, "")]
    [InlineData(-60, true, "")]
    [InlineData(-60, false, " Sign in with 'claude-aws login'.")]
    public void A_sign_in_is_asked_for_only_where_a_person_is_needed(int minutes, bool isRenewable, string words)
    {
        _home.Variables["AWS_PROFILE"] = "sso";
        _home.Home.WriteConfig(SignedInFiles.Profile("profile sso") + SignedInFiles.Session(withScopes: true));
        DateTimeOffset now = _home.Home.Clock.GetUtcNow();
        _home.Home.Write(
            Path.Combine(_home.Home.Folder, SignedInFiles.TokenPath),
            System.Text.Encoding.UTF8.GetBytes(SignedInFiles.Token(Keepalive.Text.Timestamp.Format(now.AddMinutes(minutes)), Keepalive.Text.Timestamp.Format(now.AddDays(90)), isRenewable ? "refresh" : null, "access")));

        Assert.Contains($"Profile 'sso' (chosen by AWS_PROFILE) uses IAM Identity Center.{words}", _home.Plan().Notes);
    }

    [Fact]
    public void Distant_changes_have_hunks_of_their_own()
    {
        string[] lines = [.. Enumerable.Range(1, 20).Select(line => $"line {line}")];
        string before = string.Join('\n', lines) + "\n";
        string after = before.Replace("line 2\n", "line two\n", StringComparison.Ordinal).Replace("line 19\n", "", StringComparison.Ordinal);

        Assert.Equal(
            "--- f\n+++ f\n@@ -1,5 +1,5 @@\n line 1\n-line 2\n+line two\n line 3\n line 4\n line 5\n@@ -16,5 +16,4 @@\n line 16\n line 17\n line 18\n-line 19\n line 20\n",
            UnifiedDifference.Between("f", before, after));
    }

    [Theory]
    [InlineData("  \"API_KEY\": \"hunter2\",", "  \"API_KEY\": \"...\",")]
    [InlineData("  { \"authToken\": \"hunter2\", \"a\": \"b\" }", "  { \"authToken\": \"...\", \"a\": \"b\" }")]
    [InlineData("aws_secret_access_key = hunter2", "aws_secret_access_key = ...")]
    [InlineData("  \"awsCredentialExport\": \"claude-aws export\",", "  \"awsCredentialExport\": \"claude-aws export\",")]
    public void A_difference_shows_no_secret(string line, string shown) =>
        Assert.Equal($"--- /dev/null\n+++ f\n@@ -0,0 +1,1 @@\n+{shown}\n", UnifiedDifference.Between("f", null, line + "\n"));

    [Theory]
    [InlineData("claude-aws export", true)]
    [InlineData("/opt/x/claude-aws statusline", true)]
    [InlineData("C:/Tools/claude-aws.exe refresh", true)]
    [InlineData("pwsh -NoProfile -NonInteractive -Command Get-ClaudeAwsCredential -AsJson", true)]
    [InlineData(@"pwsh -NoProfile -NonInteractive -Command Keepalive\Test-ClaudeAwsSession -AsHook", true)]
    [InlineData(@"pwsh -NoProfile -NonInteractive -Command Other\Test-ClaudeAwsSession -AsHook", false)]
    [InlineData("\"C:\\Program Files\\Claude AWS\\claude-aws.exe\" statusline", true)]
    [InlineData("& 'C:/Program Files/x/claude-aws.exe' statusline", true)]
    [InlineData("C:/Users/JOHNDO~1/AppData/Local/CLAUDE~1.EXE statusline", true)]
    [InlineData("C:/Users/JOHNDO~1/AppData/Local/CL3F2A~1.EXE refresh", true)]
    [InlineData("pwsh -NoProfile -Command \"Get-ClaudeAwsCredential -AsJson\"", true)]
    [InlineData("\"claude-aws", false)]
    [InlineData("C:/Users/CLAUDE~1/other.exe statusline", false)]
    [InlineData("claude-aws-other export", false)]
    [InlineData("node aws-statusline.mjs", false)]
    [InlineData("echo claude-aws export", false)]
    public void What_is_ours_is_known_by_what_it_says(string command, bool ours) => Assert.Equal(ours, Ownership.IsCommand(command));

    [Theory]
    [InlineData("claude-aws statusline")]
    [InlineData("\"/opt/our tools/claude-aws\" statusline")]
    [InlineData("claude-aws statusline; git branch --show-current")]
    [InlineData("printf '%s | %s' \"$(claude-aws statusline)\" \"$(date)\"")]
    public void A_status_line_that_calls_ours_is_never_shown_next_to_ours(string command)
    {
        _home.With(new JsonObject { ["statusLine"] = new JsonObject { ["type"] = "command", ["command"] = command } }.ToJsonString()).Install();
        string once = _home.Settings;

        _home.Install();

        Assert.Equal(once, _home.Settings);
        Assert.DoesNotContain("statusLineCmd", File.Exists(_home.ConfigurationPath) ? File.ReadAllText(_home.ConfigurationPath) : string.Empty, StringComparison.Ordinal);
        string shown = JsonNode.Parse(once)!["statusLine"]!["command"]!.GetValue<string>();
        Assert.True(Ownership.IsCommand(command) ? Ownership.IsCommand(shown) : shown == command, shown);
    }

    public void Dispose() => _home.Dispose();

    private void Write(string expiry) => _home.Home.WriteCredentials(
        $"[default]\naws_access_key_id = ASIATESTTESTTEST0001\naws_secret_access_key = s\naws_session_token = t\n{expiry}\n");

    private void PutOnPath(params string[] tools)
    {
        string folder = Path.Combine(_home.Home.Folder, "login");
        foreach (string tool in tools)
        {
            _home.Home.Write(Path.Combine(folder, OperatingSystem.IsWindows() ? tool + ".exe" : tool), "x"u8, SyntheticHome.LongAgo);
        }

        _home.Variables["PATH"] = folder;
    }
}
