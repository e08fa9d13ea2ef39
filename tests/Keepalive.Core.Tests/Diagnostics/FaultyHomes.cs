namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>Homes with one fault or a mixture, by name, each with the ids that have to be found, and no other.</summary>
internal static partial class FaultyHomes
{
    private const string Legacy = "sso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Developer\nregion = eu-west-1\n";
    private const string Keys = "aws_access_key_id = AKIAEXAMPLEEXAMPLE00\naws_secret_access_key = S3cr3tThatNobodyMaySee\n";

    private const string PastKeys = "aws_access_key_id = ASIAEXAMPLEEXAMPLE00\naws_secret_access_key = S3cr3tThatNobodyMaySee\naws_session_token = S3cr3tThatNobodyMaySee\nx_security_token_expires = 2020-01-01T00:00:00Z\n";

    public static IReadOnlyDictionary<string, (Action<DiagnosticHome> Spoil, string[] Ids)> All { get; } = Files().Concat(Profiles()).Concat(SignIns()).Concat(Shadows()).Concat(Clients()).Concat(Logins()).Concat(Keysets()).Concat(Helpers()).Concat(Means()).Concat(Mixtures()).Concat(Repairable())
        .ToDictionary(home => home.Name, home => (home.Spoil, home.Ids));

    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Files()
    {
        yield return ("config in UTF-16", home => home.With(".aws/config", [0xFF, 0xFE, .. "[\0d\0"u8]), ["KA001"]);
        yield return ("config is a folder", home => { File.Delete(Path.Combine(home.Folder, ".aws", "config")); Directory.CreateDirectory(Path.Combine(home.Folder, ".aws", "config")); }, ["KA001"]);
        yield return ("configuration of ours is no JSON", home => home.With(".config/claude-aws/config.json", "{"), ["KA001"]);
        yield return ("line without a sign", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "output json\n"), ["KA002"]);
        yield return ("key before the first section", home => home.WithConfig("region = eu-west-1\n" + DiagnosticHome.Session + DiagnosticHome.Profile), ["KA002"]);
        yield return ("senseless line in credentials", home => home.WithCredentials("[other]\n" + Keys + "oops\n"), ["KA002"]);
        yield return ("section twice", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[default]\noutput = json\n"), ["KA003"]);
        yield return ("key twice", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "region = eu-west-1\n"), ["KA003"]);
        yield return ("sso-session twice", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Session + DiagnosticHome.Profile), ["KA003"]);
        yield return ("byte order mark", home => home.With(".aws/config", [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(DiagnosticHome.Session + DiagnosticHome.Profile)]), ["KA004"]);
        yield return ("empty token file of nobody", home => home.With(".aws/sso/cache/0.json", ""), ["KA007"]);
        yield return ("torn token file of the session", home => home.With(DiagnosticHome.TokenPath("corp"), "{\"startUrl\": \"https"), ["KA007"]);
        yield return ("token with a senseless end", home => home.With(DiagnosticHome.TokenPath("corp"), """{"accessToken": "x", "expiresAt": "soon"}"""), ["KA007"]);
        yield return ("cache is a file", home => home.WithoutTokens().With(".aws/sso/cache", "x"), ["KA008", "KA201"]);
        yield return ("state folder is a file", home => home.With("state", "x").Set("CLAUDE_AWS_STATE", Path.Combine(home.Folder, "state")), ["KA008"]);
        yield return ("a file in place of our configuration's folder", home => home.With(".config", "x"), ["KA008"]);
        yield return ("a file in place of Claude Code's folder", home => home.With(".claude", "x"), ["KA008"]);
        yield return ("misspelt setting", home => home.With(".config/claude-aws/config.json", """{"warnMinuts": 3}"""), ["KA009"]);
    }

    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Profiles()
    {
        yield return ("profile that is nowhere", home => home.Set("AWS_PROFILE", "wrok"), ["KA101"]);
        yield return ("no files at all", home => Directory.Delete(Path.Combine(home.Folder, ".aws"), recursive: true), ["KA101"]);
        yield return ("profile without the word", home => home.Set("AWS_PROFILE", "work").WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("[default]", "[work]", StringComparison.Ordinal)), ["KA101"]);
        yield return ("sso-session not there", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("= corp", "= crop", StringComparison.Ordinal)), ["KA102"]);
        yield return ("no start URL", home => home.WithConfig(DiagnosticHome.Session.Replace("sso_start_url", "output", StringComparison.Ordinal) + DiagnosticHome.Profile), ["KA103"]);
        yield return ("no sso_region", home => home.WithConfig(DiagnosticHome.Session.Replace("sso_region", "output", StringComparison.Ordinal) + DiagnosticHome.Profile), ["KA103"]);
        yield return ("legacy profile", home => home.WithoutTokens().WithToken(DiagnosticHome.StartUrl, refresh: false).WithConfig("[default]\n" + Legacy), ["KA104"]);
        yield return ("legacy profile without a region of its own", home => home.WithoutTokens().WithConfig("[default]\n" + Legacy.Replace("sso_region", "output", StringComparison.Ordinal)), ["KA103", "KA104"]);
        yield return ("legacy profile beside a good one", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile old]\n" + Legacy), ["KA104"]);
        yield return ("start URL of Okta", home => home.WithConfig(DiagnosticHome.Session.Replace(DiagnosticHome.StartUrl, "https://corp.okta.com/app/amazon_aws/x", StringComparison.Ordinal) + DiagnosticHome.Profile), ["KA115"]);
        yield return ("start URL as npm's ini writer leaves it", home => home.WithConfig(DiagnosticHome.Session.Replace(DiagnosticHome.StartUrl, DiagnosticHome.StartUrl + "\\#/", StringComparison.Ordinal) + DiagnosticHome.Profile), ["KA115"]);
        yield return ("invisible character in a value", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile a]\nregion = eu-west-1\u200b\n"), ["KA002"]);
        yield return ("colon for an equals sign", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile a]\nregion: eu-west-1\n"), ["KA002"]);
        yield return ("no scopes", home => home.WithConfig(DiagnosticHome.Session.Replace("sso_registration_scopes", "output", StringComparison.Ordinal) + DiagnosticHome.Profile), ["KA105"]);
        yield return ("other scopes", home => home.WithConfig(DiagnosticHome.Session.Replace("sso:account:access", "codewhisperer:completions", StringComparison.Ordinal) + DiagnosticHome.Profile), ["KA105"]);
        yield return ("no role", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("sso_role_name", "output", StringComparison.Ordinal)), ["KA106"]);
        yield return ("no region", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("\nregion", "\noutput", StringComparison.Ordinal)), ["KA107"]);
        yield return ("two regions", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "sso_region = us-east-1\n"), ["KA108"]);
        yield return ("two start URLs", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "sso_start_url = https://other.awsapps.com/start\n"), ["KA108"]);
        yield return ("misspelt role key", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("sso_role_name", "sso_role", StringComparison.Ordinal)), ["KA106", "KA109"]);
        yield return ("unknown key of the section", home => home.WithConfig(DiagnosticHome.Session + "sso_scopes = sso:account:access\n" + DiagnosticHome.Profile), ["KA109"]);
        yield return ("start URL with a slash", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile a]\n" + Legacy + "[profile b]\n" + Legacy.Replace("/start", "/start/", StringComparison.Ordinal)), ["KA104", "KA110"]);
        yield return ("start URL with a fragment", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile a]\n" + Legacy + "[profile b]\n" + Legacy.Replace("/start", "/start#/", StringComparison.Ordinal)), ["KA104", "KA110"]);
    }

    /// <summary>Homes whose faults a repair can mend, and that look different from those above.</summary>
    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Repairable()
    {
        yield return ("dead token of nobody", home => home.WithToken("other", minutes: -90, refresh: false), ["KA205"]);
        yield return ("keys of yesterday beside the sign-in", home => home.WithCredentials("[default]\n" + PastKeys), ["KA301"]);
        yield return ("role key cut short", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("sso_role_name", "sso_role_nam", StringComparison.Ordinal)), ["KA106", "KA109"]);
        yield return ("two legacy profiles of one center, one token", home => home.WithoutTokens().WithToken(DiagnosticHome.StartUrl).WithConfig("[default]\n" + Legacy + "\n# second\n[profile b]\n" + Legacy), ["KA104"]);
        yield return ("legacy profile whose name for a session is taken", home => home.WithConfig(
            DiagnosticHome.Session + DiagnosticHome.Profile + "[sso-session other]\nsso_start_url = https://other.awsapps.com/start\nsso_region = us-east-1\n[profile b]\n"
            + Legacy.Replace("d-1234567890", "other", StringComparison.Ordinal)), ["KA104"]);
        yield return ("legacy profile with Windows line ends and no last one", home => home.WithConfig(("[default]\n" + Legacy).Replace("\n", "\r\n", StringComparison.Ordinal).TrimEnd())
            .WithoutTokens().WithToken(DiagnosticHome.StartUrl, refresh: false), ["KA104"]);
        yield return ("sections twice, with a comment between", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "\n# more of it\n[default]\n# json\noutput = json\nregion = eu-west-1\n\n# end\n[plugins]\n"), ["KA003"]);
        yield return ("key twice with two values", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "region = us-east-1\n"), ["KA003"]);
        yield return ("mark, capitals and a comment in one file", home => home.WithConfig("\uFEFF" + DiagnosticHome.Session + DiagnosticHome.Profile.Replace("region =", "Region=", StringComparison.Ordinal) + "output=json ;mine\n"), ["KA004", "KA304", "KA305"]);
        yield return ("settings.jsonc of the person", home => home.With(".claude/settings.jsonc", "{ /* mine */ }"), ["KA406"]);
        yield return ("refresh is a login in the settings of a team", home => home.WithTool("bin", "aws").With("project/.claude/settings.json", """{"awsAuthRefresh": "aws sso login"}"""), ["KA403"]);
        yield return ("ours is called where it was", home => home.With(".claude/settings.json", """
            {
              // mine
              "awsCredentialExport": "/no/such/folder/claude-aws export",
              "statusLine": {"type": "command", "command": "/no/such/folder/claude-aws statusline", "padding": 0, "refreshInterval": 60},
              "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "/no/such/folder/claude-aws", "args": ["check", "--as-hook"]}, {"type": "command", "command": "true"}]}]},
            }
            """), ["KA402"]);
    }

    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> SignIns()
    {
        yield return ("never signed in", home => home.WithoutTokens(), ["KA201"]);
        yield return ("signed in elsewhere only", home => home.WithoutTokens().WithToken("other"), ["KA201"]);
        yield return ("all of it past", home => home.WithToken("corp", minutes: -90, registrationMinutes: -5), ["KA202"]);
        yield return ("past without a refresh token", home => home.WithToken("corp", minutes: -90, refresh: false), ["KA202"]);
        yield return ("no refresh token", home => home.WithToken("corp", refresh: false), ["KA203"]);
        yield return ("registration past", home => home.WithToken("corp", registrationMinutes: -5), ["KA204"]);
        yield return ("two tokens of one center", home => home.WithToken("other", startUrl: DiagnosticHome.StartUrl + "/"), ["KA205"]);
        yield return ("legacy, past, and a misspelt key", home => home.WithoutTokens().WithToken(DiagnosticHome.StartUrl, minutes: -5, refresh: false).WithConfig("[default]\nsso_acount_id = 1\n" + Legacy), ["KA104", "KA109", "KA202"]);
    }
}
