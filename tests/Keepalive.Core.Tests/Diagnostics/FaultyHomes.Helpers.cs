namespace Keepalive.Core.Tests.Diagnostics;

internal static partial class FaultyHomes
{
    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Helpers()
    {
        yield return ("hook that is gone", home => Settings(home, $$$"""{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "{{{Missing}}}", "args": ["{{{DiagnosticHome.Secret}}}"]}]}]}}"""), ["KA402"]);
        yield return ("hook in the folder of a version", home => Settings(home.WithTool("tool-1.2.3", "x"), $$$"""{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "{{{Path.Combine(home.Folder, "tool-1.2.3", OperatingSystem.IsWindows() ? "x.exe" : "x").Replace('\\', '/')}}}"}]}]}}"""), ["KA404"]);
        yield return ("managed hooks alone", home => home.With("managed/managed-settings.json", """{"allowManagedHooksOnly": true}"""), ["KA407"]);
        yield return ("managed settings torn", home => home.With("managed/managed-settings.d/10.json", "{"), ["KA401"]);
        yield return ("managed helper goes before the person's", home => Settings(home.WithTool("bin", "mine", "theirs"), """{"awsCredentialExport": "mine"}""").With("managed/managed-settings.json", """{"awsCredentialExport": "theirs"}"""), ["KA408"]);
        yield return ("project that nobody trusts", home => home.WithTool("bin", "tool").WithTrust(false).With("project/.claude/settings.json", """{"awsCredentialExport": "tool"}"""), ["KA411"]);
        yield return ("project that nobody was asked about", home => home.WithTool("bin", "tool").With(".claude.json", """{"projects": {}}""").With("project/.claude/settings.local.json", """{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "tool"}]}]}}"""), ["KA411"]);
        yield return ("rule against claude-aws", home => Settings(home, """{"permissions": {"deny": ["Bash(claude-aws:*)"]}}"""), ["KA412"]);
        yield return ("rule that asks about claude-aws", home => Settings(home, """{"permissions": {"ask": ["Bash(claude-aws login *)"]}}"""), ["KA412"]);
        yield return ("rule against every command", home => Settings(home.WithTool("bin", "claude-aws"), """{"awsCredentialExport": "claude-aws export", "permissions": {"deny": ["Bash"]}}"""), ["KA412"]);
        yield return ("own scripts of the older tool", home => Settings(home.WithTool("bin", "node"), """{"awsCredentialExport": "node /x/aws-cred-export.mjs", "awsAuthRefresh": "node /x/aws-auth-refresh.mjs"}"""), ["KA415"]);
        yield return ("hook of the older tool beside ours", home => Settings(home.WithTool("bin", "node"), """{"hooks": {"UserPromptSubmit": [{"hooks": [{"type": "command", "command": "node /x/aws-cred-check.mjs"}]}]}}"""), ["KA415"]);
        yield return ("plugin of the older tool", home => Settings(home, """{"enabledPlugins": {"cc-aws-keepalive@x": true}}"""), ["KA415"]);
        yield return ("helper of a virtual environment", home => Settings(home.WithTool("venv/bin", "tool").Set("VIRTUAL_ENV", Path.Combine(home.Folder, "venv")), """{"awsCredentialExport": "tool"}"""), ["KA416"]);
        yield return ("helper's name in other letters", home => Settings(home, """{"awsAuthrefresh": "x"}"""), ["KA417"]);
        yield return ("a name that was never there", home => Settings(home, """{"awsLoginRefresh": "x"}"""), ["KA417"]);
        yield return ("status line that stands still", home => Settings(home.WithTool("bin", "claude-aws"), """{"statusLine": {"type": "command", "command": "claude-aws statusline"}}"""), ["KA418"]);
        yield return ("hooks of a plugin beside those of the settings", home => Settings(home.WithTool("bin", "claude-aws"),
            """{"enabledPlugins": {"keepalive@x": true, "keepalive@y": false}, "hooks": {"SessionStart": [{"hooks": [{"type": "command", "command": "claude-aws", "args": ["check", "--as-hook"]}]}], "Stop": [{"hooks": [{"type": "command", "command": "claude-aws", "args": ["check", "--as-hook"]}]}]}}"""), ["KA419"]);
        yield return ("the shell's account by another name", home => Settings(home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile
            + DiagnosticHome.Profile.Replace("[default]", "[profile b]", StringComparison.Ordinal)), """{"env": {"AWS_PROFILE": "b"}}"""), ["KA308"]);
    }

    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Means()
    {
        yield return ("login tool that is not installed", home => Own(home.WithPassword().Set("PATH", home.Folder), """{"recipe": "saml2aws"}"""), ["KA505"]);
        yield return ("store that can't be used", home => { home.Store.Asked = _ => throw KeepaliveErrors.SecretStoreFailed("the store", "it is closed"); Own(home.WithTool("bin", "saml2aws"), """{"recipe": "saml2aws"}"""); }, ["KA506"]);
        yield return ("no password", home => Own(home.WithTool("bin", "saml2aws"), """{"recipe": "saml2aws"}"""), ["KA507"]);
        yield return ("password command that is not installed", home => Own(home.WithTool("bin", "saml2aws"), $$"""{"recipe": "saml2aws", "passwordCommand": "{{Missing}} read op://x/y/{{DiagnosticHome.Secret}}"}"""), ["KA508"]);
        yield return ("password and code commands that are none", home => Own(home.WithTool("bin", "saml2aws"), """{"recipe": "saml2aws", "passwordCommand": "'open", "totpCommand": "A=b c"}"""), ["KA508"]);
        yield return ("password of another account", home => Own(home.WithPassword().WithTool("bin", "saml2aws"), """{"recipe": "saml2aws", "loginAccount": "corp"}"""), ["KA507"]);
    }

    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Mixtures()
    {
        yield return ("moved from the older tool, and half way", home => Settings(Own(Plain(home).WithCredentials("[default]\n" + Whole + $"x_security_token_expires = {home.At(-600)}\n").WithTool("bin", "claude-aws", "node"), """{"recipe": "saml2aws", "warnMinuts": 5}"""),
            """{"awsCredentialExport": "claude-aws export", "awsAuthRefresh": "node /x/aws-auth-refresh.mjs", "enabledPlugins": {"cc-aws-keepalive@x": true}}"""), ["KA009", "KA207", "KA415", "KA505", "KA507"]);
        yield return ("team settings, a machine of one's own", home => home.WithTool("bin", "tool").WithTrust(false).Set("CLAUDE_CODE_USE_BEDROCK", "1").Set("AWS_PROFILE", "default")
            .With("project/.claude/settings.json", $$$"""{"awsAuthRefresh": "{{{Missing}}}", "env": {"AWS_PROFILE": "team", "AWS_REGION": "us-east-1"}}"""), ["KA101", "KA308", "KA402", "KA411"]);
        yield return ("config written by hand", home => home.WithConfig(DiagnosticHome.Session.Replace("sso_registration_scopes = sso:account:access", "sso_regsitration_scopes = sso:account:access", StringComparison.Ordinal)
            + "[ default ]\n  sso_session = corp\nsso_account_id = 012345\nsso_role_name = Developer # mine\nRegion = eu-west-1\n"), ["KA105", "KA109", "KA111", "KA304", "KA305", "KA312", "KA313"]);
        yield return ("back from holiday", home => home.WithToken("corp", minutes: -9000, registrationMinutes: -60).WithCredentials("[default]\n" + Whole + $"aws_expiration = {home.At(-9000)}\n").With(".aws/sso/cache/1.json", ""), ["KA007", "KA202", "KA301"]);
        yield return ("a shell with leftovers of an assumed role", home => Settings(home.Set("AWS_ACCESS_KEY_ID", "ASIAEXAMPLEEXAMPLE00").Set("AWS_REGION", "us-east-1").Set("AWS_DEFAULT_REGION", "eu-west-1"),
            """{"disableAllHooks": true, "awsAuthrefresh": "claude-aws refresh"}"""), ["KA307", "KA310", "KA311", "KA407", "KA417"]);
        yield return ("an administrator's locks", home => home.WithTool("bin", "claude-aws").With("managed/managed-settings.json", """{"allowManagedHooksOnly": true, "permissions": {"deny": ["Bash(claude-aws *)"]}}""")
            .With(".claude/settings.json", """{"awsCredentialExport": "claude-aws export", "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "gone"}]}]}}"""), ["KA407", "KA412"]);
    }
}
