namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>Homes that look unusual, and in which nothing is wrong.</summary>
internal static class HealthyHomes
{
    private const string Keys = "aws_access_key_id = ASIAEXAMPLEEXAMPLE00\naws_secret_access_key = S3cr3tThatNobodyMaySee\naws_session_token = S3cr3tThatNobodyMaySee\n";

    public static IReadOnlyDictionary<string, Action<DiagnosticHome>> All { get; } = OfAws().Concat(OfClaudeCode().Select(home => KeyValuePair.Create(home.Name, home.Arrange))).ToDictionary();

    private static Dictionary<string, Action<DiagnosticHome>> OfAws() => new()
    {
        ["one profile, signed in"] = _ => { },
        ["token past, and renewable"] = home => home.WithToken("corp", minutes: -90),
        ["Windows line ends"] = home => home.WithConfig((DiagnosticHome.Session + DiagnosticHome.Profile).Replace("\n", "\r\n", StringComparison.Ordinal)),
        ["comments and empty lines"] = home => home.WithConfig("# mine\n\n" + DiagnosticHome.Session + "\n; more\n" + DiagnosticHome.Profile),
        ["named profile"] = home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("[default]", "[profile work]", StringComparison.Ordinal)).Set("AWS_PROFILE", "work"),
        ["named by our own configuration"] = home => home.With(".config/claude-aws/config.json", """{"profile": "work"}""").Set("CLAUDE_AWS_PROFILE", "work")
            .WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("[default]", "[profile work]", StringComparison.Ordinal)),
        ["region from the environment"] = home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("\nregion", "\noutput", StringComparison.Ordinal)).Set("AWS_REGION", "eu-west-1"),
        ["keys of a login tool"] = home => home.WithoutTokens().WithConfig("[default]\nregion = eu-west-1\n").WithCredentials("[default]\n" + Keys),
        ["a process"] = home => home.WithoutTokens().WithConfig("[default]\nregion = eu-west-1\ncredential_process = /usr/bin/true\n"),
        ["a profile of ours that stands for another"] = home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile claude]\nclaude_aws_source = default\n").Set("AWS_PROFILE", "claude"),
        ["two profiles of one session"] = home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + DiagnosticHome.Profile.Replace("[default]", "[profile b]", StringComparison.Ordinal)),
        ["client registrations beside the token"] = home => home.With(".aws/sso/cache/r.json", """{"clientId": "c", "clientSecret": "S3cr3tThatNobodyMaySee", "expiresAt": "2020-01-01T00:00:00Z"}"""),
        ["several scopes"] = home => home.WithConfig(DiagnosticHome.Session.Replace("sso:account:access", "sso:account:access, codewhisperer:completions", StringComparison.Ordinal) + DiagnosticHome.Profile),
        ["the same region in both places"] = home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "sso_region = eu-west-1\n"),
        ["a services section"] = home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "services = s\n[services s]\nsso =\n  endpoint_url = https://example.com\n"),
        ["keys of aws-sso-util and granted"] = home => home.WithConfig(
            DiagnosticHome.Session + DiagnosticHome.Profile + "sso_account_name = work\nsso_auto_populated = true\ngranted_sso_start_url = https://x\ngranted_sso_region = r\n"),
        ["a key of IAM Identity Center beside a process"] = home => home.WithoutTokens().WithConfig("[default]\nregion = eu-west-1\ncredential_process = /usr/bin/true\nsso_region = eu-west-1\n"),
        ["no-break spaces around values"] = home => home.WithConfig((DiagnosticHome.Session + DiagnosticHome.Profile).Replace(" = ", "\u00a0=\u00a0", StringComparison.Ordinal)),
        ["a section of another tool"] = home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[plugins]\ncli_legacy = x\n"),
        ["no file, keys in the environment"] = home => Bare(home).Set("AWS_ACCESS_KEY_ID", "ASIAEXAMPLEEXAMPLE00").Set("AWS_REGION", "eu-west-1"),
        ["a session for bearer tokens alone is nobody's profile"] = home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[sso-session other]\nsso_region = us-east-1\nsso_start_url = https://view.awsapps.com/start\n"),
        ["an upper-case name"] = home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("[default]", "[profile Work.Dev@1]", StringComparison.Ordinal)).Set("AWS_PROFILE", "Work.Dev@1"),
        ["wired by set-up"] = home => home.WithTool("bin", "claude-aws").Set("CLAUDE_CODE_USE_BEDROCK", "1").With(".claude/settings.json",
            """{"awsCredentialExport": "claude-aws export", "awsAuthRefresh": "claude-aws refresh", "statusLine": {"type": "command", "command": "claude-aws statusline", "refreshInterval": 10}, "hooks": {"UserPromptSubmit": [{"hooks": [{"type": "command", "command": "claude-aws", "args": ["check", "--as-hook"], "timeout": 10}]}]}, "env": {"AWS_PROFILE": "claude-aws"}}""")
            .WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile claude-aws]\nclaude_aws_source = default\nregion = eu-west-1\ncredential_process = claude-aws export\n"),
        ["a profile for Claude Code, and none for the shell"] = home => home.With(".config/claude-aws/config.json", """{"profile": "work"}""").With(".claude/settings.json", """{"env": {"AWS_PROFILE": "work"}}""")
            .WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("[default]", "[profile work]", StringComparison.Ordinal)),
        ["settings with comments, in a project too"] = home => home.With(".claude/settings.json", "// mine\n{ /* none */ }\n").With("project/.claude/settings.local.json", "{}"),
        ["helpers that only a shell can read"] = home => home.With(".claude/settings.json", """{"awsCredentialExport": "$HOME/x export", "awsAuthRefresh": "test -f x || aws sso login"}"""),
        ["a client that is new enough"] = home => home.WithTool("bin", "claude", "tool").With("bin/package.json", """{"name": "@anthropic-ai/claude-code", "version": "2.1.329"}""")
            .With(".claude/settings.json", """{"awsCredentialExport": "tool export", "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "tool", "args": ["x"]}]}]}}"""),
        ["a recipe whose password a command gives, in a home whose store is closed"] = home => { home.Store.Asked = _ => throw KeepaliveErrors.SecretStoreFailed("the store", "it is closed"); home.WithTool("bin", "saml2aws", "op").With(".config/claude-aws/config.json", """{"recipe": "saml2aws", "passwordCommand": "op read op://Work/Login/password", "totpCommand": "~/bin/op item get Login --otp"}"""); },
        ["a recipe that comes with the product"] = home => home.WithPassword().WithTool("bin", "saml2aws").With(".config/claude-aws/config.json", """{"recipe": "saml2aws"}"""),
        ["a login that a policy of ours forbids is not looked at"] = home => home.With(".config/claude-aws/config.json", """{"forbidAutoLogin": true, "autoLoginCmd": "no-such-program-anywhere"}"""),
    };

    private static IEnumerable<(string Name, Action<DiagnosticHome> Arrange)> OfClaudeCode()
    {
        yield return ("a project that is trusted", home => home.WithTool("bin", "tool").WithTrust(true).With("project/.claude/settings.json", """{"awsCredentialExport": "tool"}"""));
        yield return ("a project below a folder that is trusted", home => home.WithTool("bin", "tool").With("project/.claude/settings.json", """{"awsCredentialExport": "tool"}""")
            .With(".claude.json", "{\"projects\": {\"" + home.Folder.Replace('\\', '/') + "\": {\"hasTrustDialogAccepted\": true}}}"));
        yield return ("a folder without helpers that nobody trusts", home => home.WithTrust(false).With("project/.claude/settings.json", "{}"));
        yield return ("rules for other commands", home => home.With(".claude/settings.json", """{"permissions": {"deny": ["Bash(rm:*)", "Read(./.env)", "Bash(claude:*)"], "ask": ["Bash(git push:*)"]}}"""));
        yield return ("a rule for all commands, without Keepalive", home => home.With(".claude/settings.json", """{"permissions": {"deny": ["Bash"]}}"""));
        yield return ("a hook of another tool that only a shell reads", home => home.With(".claude/settings.json", """{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "$HOME/x"}, {"type": "prompt", "prompt": "x"}]}]}}"""));
        yield return ("hooks that are no list", home => home.With(".claude/settings.json", """{"hooks": {"Stop": {}, "SessionStart": null, "NoEvent": [1]}}"""));
        yield return ("settings of another kind that look alike", home => home.With(".claude/settings.json", """{"apiKeyHelper": "x", "gcpAuthRefresh": "x", "subagentStatusLine": {}, "disableAutoMode": "x", "awsRegionHint": "x"}"""));
        yield return ("managed settings in parts", home => home.WithTool("bin", "tool").With("managed/managed-settings.json", "{}").With("managed/managed-settings.d/10.json", """{"awsCredentialExport": "tool"}"""));
        yield return ("a script with an interpreter that is there", home => home.WithScript("bin/tool", "#!/usr/bin/env interpreter\n").WithTool("bin", "interpreter").With(".claude/settings.json", """{"awsCredentialExport": "tool"}"""));
        yield return ("keys that go on for a while", home => home.WithoutTokens().WithConfig("[default]\nregion = eu-west-1\n").WithCredentials("[default]\n" + Keys + $"x_security_token_expires = {home.At(30)}\n"));
        yield return ("aws login, signed in", home => FaultyHomes.Console(home, minutes: 10));
        yield return ("Claude Code in the profile's own region", home => home.Set("AWS_REGION", "eu-west-1"));
        yield return ("a status line of another tool", home => home.WithTool("bin", "tool").With(".claude/settings.json", """{"statusLine": {"type": "command", "command": "tool"}}"""));
    }

    private static DiagnosticHome Bare(DiagnosticHome home)
    {
        Directory.Delete(Path.Combine(home.Folder, ".aws"), recursive: true);
        return home;
    }
}
