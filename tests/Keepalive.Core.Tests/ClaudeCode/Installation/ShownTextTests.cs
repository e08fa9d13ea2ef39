using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>A difference shows of other people's commands the program alone, and no value that may be a secret.</summary>
public sealed class ShownTextTests
{
    private const string Secret = "hunter2-nobody-may-see";

    public static TheoryData<string> Settings => new(
    [
        $$"""{ "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "tool --password {{Secret}}" }] }] } }""",
        $$"""{ "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "tool", "args": ["--password", "{{Secret}}"] }] }] } }""",
        $$"""{ "hooks": { "Stop": [{ "hooks": [{ "type": "http", "url": "https://me:{{Secret}}@host/", "headers": { "X-One": "{{Secret}}" } }] }] } }""",
        $$"""{ "hooks": { "Stop": [{ "hooks": [{ "type": "http", "url": "https://host/?t={{Secret}}" }] }] } }""",
        $$"""{ "awsAuthRefresh": "PASSWORD={{Secret}} tool --force" }""",
        $$"""{ "statusLine": { "type": "command", "command": "curl -H 'X: {{Secret}}' x" } }""",
        $$"""{ "env": { "DATABASE_URL": "postgres://u:{{Secret}}@h/d", "ANTHROPIC_AUTH_TOKEN": "{{Secret}}" } }""",
        $$"""{ "permissions": { "allow": ["Bash(mysql --password {{Secret}}:*)"] } }""",
        $$"""{ "apiKeyHelper": "echo {{Secret}}" }""",
        $$"""{ "mcpServers": { "x": { "command": "npx", "args": ["--api-key", "{{Secret}}"], "env": { "K": "{{Secret}}" } } } }""",
        $$"""{ "otelToken": "{{Secret}}", "nested": { "clientSecret": "{{Secret}}" } }""",
        $"{{\n  // the password is: {Secret}\n  \"model\": \"opus\"\n}}",
        $"{{\n  /* token = {Secret} */\n  \"model\": \"opus\"\n}}",
        $$"""{ "model": "opus", "autoLoginCmd": "login -p \u0022{{Secret}}\u0022" }""",
        $"[profile x]\ncredential_process = /opt/tool --password {Secret}\n",
        $"[profile x]\n# credential_process = tool {Secret}\nx_secret = {Secret}\n",
        $"{{ \"apiKey\": \"{Secret}\", broken",
    ]);

    [Theory]
    [MemberData(nameof(Settings))]
    public void No_secret_of_anybody_is_shown(string settings)
    {
        Assert.DoesNotContain(Secret, UnifiedDifference.Between("f", settings, null), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, UnifiedDifference.Between("f", settings, settings + "\n\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tool --password x", "tool ...")]
    [InlineData("tool", "tool")]
    [InlineData("A=b tool x", "tool ...")]
    [InlineData("A=b", "...")]
    [InlineData("claude-aws check --as-hook", "claude-aws check --as-hook")]
    public void Of_a_command_the_program_is_left_and_ours_is_whole(string command, string shown) => Assert.Equal(shown, ShownText.Command(command));

    [Fact]
    public void What_an_installation_writes_is_shown_whole()
    {
        using InstallHome home = new InstallHome().With($$"""
            {
              "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "tool --password {{Secret}}" }] }] }
            }
            """);

        string difference = home.Plan(home.Options with { UsesBedrock = true, Region = "eu-west-1" }).Difference();

        string word = ShellWord.Of(home.Program, OperatingSystem.IsWindows())!;
        Assert.Contains($"\"awsCredentialExport\": \"{word} export\"", difference, StringComparison.Ordinal);
        Assert.Contains("--as-hook", difference, StringComparison.Ordinal);
        Assert.Contains("\"AWS_PROFILE\": \"claude-aws\"", difference, StringComparison.Ordinal);
        Assert.Contains("\"AWS_REGION\": \"eu-west-1\"", difference, StringComparison.Ordinal);
        Assert.Contains($"credential_process = {word} export", difference, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, difference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_changes_behind_its_mask_is_still_a_change()
    {
        string difference = UnifiedDifference.Between("f", "{ \"awsAuthRefresh\": \"tool a\" }\n", "{ \"awsAuthRefresh\": \"tool b\" }\n");

        Assert.Equal("--- f\n+++ f\n@@ -1,1 +1,1 @@\n-{ \"awsAuthRefresh\": \"tool ...\" }\n+{ \"awsAuthRefresh\": \"tool ...\" }\n", difference);
    }
}
