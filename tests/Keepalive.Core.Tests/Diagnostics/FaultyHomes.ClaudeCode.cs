namespace Keepalive.Core.Tests.Diagnostics;

internal static partial class FaultyHomes
{
    private const string Missing = "no-such-program-anywhere";

    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Shadows()
    {
        yield return ("keys beside the sign-in", home => home.WithCredentials("[default]\n" + Keys), ["KA301"]);
        yield return ("keys beside a process", home => home.WithoutTokens().WithConfig("[default]\nregion = x\ncredential_process = true\n" + Keys), ["KA301"]);
        yield return ("keys of an unused profile beside a sign-in", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile b]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = r\n").WithCredentials("[b]\n" + Keys), ["KA301"]);
        yield return ("keys and profile in the environment", home => home.Set("AWS_PROFILE", "default").Set("AWS_ACCESS_KEY_ID", "ASIAEXAMPLEEXAMPLE00"), ["KA302"]);
        yield return ("keys of the client beside a profile of the shell", home => Settings(home.Set("AWS_PROFILE", "default"), """{"env": {"AWS_ACCESS_KEY_ID": "ASIAEXAMPLEEXAMPLE00"}}"""), ["KA302"]);
        yield return ("name with a space", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile \"q n\"]\nregion = x\n"), ["KA303"]);
        yield return ("name with an accent", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile unié]\nregion = x\n"), ["KA303"]);
        yield return ("comment behind a value", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "output = json # mine\n"), ["KA304"]);
        yield return ("semicolon behind a value", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "output = json ; mine\n"), ["KA304"]);
        yield return ("key in capitals", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "Output = json\n"), ["KA305"]);
        yield return ("two profile variables", home => home.Set("AWS_PROFILE", "default").Set("AWS_DEFAULT_PROFILE", "other"), ["KA307"]);
        yield return ("two region variables", home => home.Set("AWS_REGION", "eu-west-1").Set("AWS_DEFAULT_REGION", "us-east-1"), ["KA307"]);
        yield return ("another account for the client", home => Settings(home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile b]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = r\nregion = eu-west-1\n"), """{"env": {"AWS_PROFILE": "b"}}"""), ["KA308"]);
        yield return ("the default credential chain of another profile", home => Settings(Own(home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile claude-aws]\nclaude_aws_source = b\nregion = eu-west-1\n"
            + DiagnosticHome.Profile.Replace("[default]", "[profile b]", StringComparison.Ordinal)), """{"profile": "default"}"""), """{"env": {"AWS_PROFILE": "claude-aws"}}"""), ["KA315"]);
        yield return ("bearer token", home => home.Set("AWS_BEARER_TOKEN_BEDROCK", DiagnosticHome.Secret), ["KA309"]);
        yield return ("authentication skipped by the settings", home => Settings(home, """{"env": {"CLAUDE_CODE_SKIP_BEDROCK_AUTH": "1"}}"""), ["KA309"]);
    }

    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Clients()
    {
        yield return ("settings torn", home => Settings(home, """{"env": {"""), ["KA401"]);
        yield return ("a hook whose matcher is an object", home => Settings(home, """{"hooks": {"Stop": [{"matcher": {}, "hooks": []}]}}"""), ["KA420"]);
        yield return ("a group without its list of hooks", home => home.With("project/.claude/settings.json", """{"hooks": {"Stop": [{"matcher": ""}]}}"""), ["KA420"]);
        yield return ("a model that is a number", home => Settings(home, """{"model": 5}"""), ["KA420"]);
        yield return ("a helper in a file that is skipped does not override one", home => Tool(Settings(home, """{"awsCredentialExport": "mine"}"""), "bin", "mine", "ours").With("project/.claude/settings.json", """{"awsCredentialExport": "ours", "model": 5}"""), ["KA420"]);
        yield return ("project settings torn", home => home.With("project/.claude/settings.json", "{,}"), ["KA401"]);
        yield return ("export not on PATH", home => Settings(home, $$"""{"awsCredentialExport": "{{Missing}} --token {{DiagnosticHome.Secret}}"}"""), ["KA402"]);
        yield return ("refresh in a folder that is gone", home => Settings(home, """{"awsAuthRefresh": "/no/such/folder/claude-aws refresh"}"""), ["KA402"]);
        yield return ("status line that is gone", home => Settings(home, $$$"""{"statusLine": {"type": "command", "command": "'{{{Missing}}}' {{{DiagnosticHome.Secret}}}"}}"""), OperatingSystem.IsWindows() ? ["KA402", "KA405"] : ["KA402"]);
        yield return ("refresh is a login", home => Tool(Settings(home, """{"awsAuthRefresh": "aws sso login --profile default"}"""), "bin", "aws"), ["KA403"]);
        yield return ("refresh is the newer login", home => Tool(Settings(home, """{"awsAuthRefresh": "aws login"}"""), "bin", "aws"), ["KA403"]);
        yield return ("refresh in the folder of a version", home => Settings(Tool(home, "tool-1.2.3/bin", "claude-aws"), Path.Combine(home.Folder, "tool-1.2.3", "bin", "claude-aws").Replace('\\', '/') is var path ? $$"""{"awsAuthRefresh": "{{path}} refresh"}""" : ""), ["KA404"]);
        yield return ("settings-local.json", home => home.With("project/.claude/settings-local.json", "{}"), ["KA406"]);
        yield return ("hooks switched off", home => Settings(home, """{"disableAllHooks": true}"""), ["KA407"]);
        yield return ("project goes before the person", home => Tool(Settings(home, """{"awsCredentialExport": "mine"}"""), "bin", "mine", "ours").With("project/.claude/settings.json", """{"awsCredentialExport": "ours"}"""), ["KA408"]);
        yield return ("Bedrock without a helper", home => home.Set("CLAUDE_CODE_USE_BEDROCK", "1"), ["KA409"]);
        yield return ("Bedrock in the settings, without a helper", home => Settings(home, """{"env": {"CLAUDE_CODE_USE_BEDROCK": "1"}}"""), ["KA409"]);
        yield return ("login loop on a legacy profile with old keys", home => Tool(Settings(home, """{"awsAuthRefresh": "aws sso login"}"""), "bin", "aws")
            .WithoutTokens().WithToken(DiagnosticHome.StartUrl, minutes: -5, refresh: false).WithConfig("[default]\n" + Legacy).WithCredentials("[default]\n" + Keys), ["KA104", "KA202", "KA301", "KA403"]);
    }

    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Logins()
    {
        yield return ("old client", home => Settings(home.WithTool("bin", "tool").With("bin/node_modules/@anthropic-ai/claude-code/package.json",
            """{"name": "@anthropic-ai/claude-code", "version": "2.1.100"}""").WithTool("bin", "claude"), """{"awsCredentialExport": "tool export"}"""), ["KA410"]);
        yield return ("old client with hooks that have arguments", home => Settings(home.WithTool("bin", "claude", "tool").With("bin/package.json",
            """{"name": "@anthropic-ai/claude-code", "version": "2.1.96"}"""), """{"statusLine": {"type": "command", "command": "tool", "refreshInterval": 5}, "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "tool", "args": ["x"]}]}]}}"""), ["KA410"]);
        yield return ("old client behind a proxy", home => Settings(Client(home, "2.1.200").Set("HTTPS_PROXY", "http://127.0.0.1:9"), """{"awsAuthRefresh": "tool"}"""), ["KA410"]);
        yield return ("old client, two regions", home => Client(home, "2.1.200").WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("region = eu-west-1", "region = us-east-1", StringComparison.Ordinal)), ["KA410"]);
        yield return ("old client with the export of the aws CLI", home => Settings(Client(home.WithTool("bin", "aws"), "2.1.180"), """{"awsCredentialExport": "aws configure export-credentials"}"""), ["KA410"]);
        yield return ("recipe that is nowhere", home => Own(home, """{"recipe": "saml3aws"}"""), ["KA501"]);
        yield return ("recipe of the profile that is nowhere", home => Own(home, """{"profiles": {"default": {"recipe": "saml3aws"}}}"""), ["KA501"]);
        yield return ("login command that is not on PATH", home => Own(home, $$"""{"autoLoginCmd": "{{Missing}} --password {{DiagnosticHome.Secret}}"}"""), ["KA502"]);
        yield return ("plain text", home => Own(home, """{"secretStore": "plaintext"}"""), ["KA504"]);
    }

    private static DiagnosticHome Client(DiagnosticHome home, string version) => home.WithTool("bin", "claude", "tool")
        .With("bin/package.json", "{\"name\": \"@anthropic-ai/claude-code\", \"version\": \"" + version + "\"}");

    private static DiagnosticHome Own(DiagnosticHome home, string json) => home.With(".config/claude-aws/config.json", json);

    private static DiagnosticHome Settings(DiagnosticHome home, string json) => home.With(".claude/settings.json", json);

    private static DiagnosticHome Tool(DiagnosticHome home, string folder, params string[] names) => home.WithTool(folder, names);
}
