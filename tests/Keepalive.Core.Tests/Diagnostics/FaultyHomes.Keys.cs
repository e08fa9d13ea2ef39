namespace Keepalive.Core.Tests.Diagnostics;

internal static partial class FaultyHomes
{
    private const string Whole = "aws_access_key_id = ASIAEXAMPLEEXAMPLE00\naws_secret_access_key = S3cr3tThatNobodyMaySee\naws_session_token = S3cr3tThatNobodyMaySee\n";

    private static IEnumerable<(string Name, Action<DiagnosticHome> Spoil, string[] Ids)> Keysets()
    {
        yield return ("account id without its zero", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("123456789012", "12345678901", StringComparison.Ordinal)), ["KA111"]);
        yield return ("account id with dashes", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("123456789012", "1234-5678-9012", StringComparison.Ordinal)), ["KA111"]);
        yield return ("ARN for a role", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("Developer", "arn:aws:iam::123456789012:role/Developer", StringComparison.Ordinal)), ["KA111"]);
        yield return ("role as IAM names it", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("Developer", "AWSReservedSSO_Developer_0123456789abcdef", StringComparison.Ordinal)), ["KA111"]);
        yield return ("role from another profile", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile.Replace("[default]", "[profile base]", StringComparison.Ordinal)
            + "[default]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = bas\nregion = eu-west-1\n"), ["KA112"]);
        yield return ("web identity without a role", home => home.WithoutTokens().WithConfig("[default]\nweb_identity_token_file = /x\nregion = eu-west-1\n"), ["KA112"]);
        yield return ("aws login, never signed in", home => Console(home), ["KA201"]);
        yield return ("aws login, ended without a refresh token", home => Console(home, minutes: -5, refreshToken: null), ["KA202"]);
        yield return ("aws login with a damaged file", home => Console(home).With($".aws/login/cache/{Keepalive.ConsoleLogin.LoginFileName.Of(ConsoleArn)}.json", "{\"accessToken\": {"), ["KA007"]);
        yield return ("aws login in another region", home => Console(home, minutes: 10, signInRegion: "us-east-1"), ["KA211"]);
        yield return ("key without its secret", home => Plain(home).WithCredentials("[default]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\n"), ["KA113"]);
        yield return ("temporary key without its token", home => Plain(home).WithCredentials("[default]\naws_access_key_id = ASIAEXAMPLEEXAMPLE00\naws_secret_access_key = S3cr3tThatNobodyMaySee\n"), ["KA113"]);
        yield return ("secret with a blank in it", home => Plain(home).WithCredentials("[default]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\naws_secret_access_key = S3cr3tThatNobodyMaySee x\n"), ["KA113"]);
        yield return ("a region and nothing else", home => Plain(home), ["KA114"]);
        yield return ("nothing to export", home => Settings(Plain(home).WithTool("bin", "claude-aws"), """{"awsCredentialExport": "claude-aws export"}"""), ["KA114"]);
        yield return ("keys that have ended", home => Plain(home).WithCredentials("[default]\n" + Whole + $"x_security_token_expires = {home.At(-90)}\n"), ["KA207"]);
        yield return ("keys that a tool signs in for have ended", home => Own(Plain(home).WithCredentials("[default]\n" + Whole + $"aws_expiration = {home.At(-90)}\n"), """{"autoLoginCmd": "$HOME/x"}"""), ["KA207"]);
        yield return ("an end that is no time", home => Plain(home).WithCredentials("[default]\n" + Whole + "expiration = tomorrow\n"), ["KA208"]);
        yield return ("ended keys of aws-mfa, whose code a person has", home => home.With(".config/claude-aws/config.json", """{"forbidStoredTotpSeeds": true}""").WithoutTokens().WithConfig("[default]\nregion = eu-west-1\n").WithCredentials(
            "[default]\nassumed_role = False\naws_access_key_id = ASIAEXAMPLEEXAMPLE00\naws_secret_access_key = S3cr3tThatNobodyMaySee\naws_session_token = t\naws_security_token = t\nexpiration = 2026-11-20 12:00:00\n"
            + "[default-long-term]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = S3cr3tThatNobodyMaySee\naws_mfa_device = arn:aws:iam::123456789012:mfa/ann\n"), ["KA210"]);
        yield return ("a role whose code a person has", home => home.With(".config/claude-aws/config.json", """{"forbidStoredTotpSeeds": true}""").WithoutTokens().WithConfig(
            "[default]\nregion = eu-west-1\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\n")
            .WithCredentials("[base]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = S3cr3tThatNobodyMaySee\n"), ["KA210"]);
        yield return ("long-lived keys without an MFA device", home => Plain(home).WithCredentials("[default]\naws_access_key_id = AKIAEXAMPLEEXAMPLE00\naws_secret_access_key = S3cr3tThatNobodyMaySee\n"), ["KA209"]);
        yield return ("keys as npm's ini writer leaves them", home => Plain(home).WithCredentials("[default]\n" + Whole.Replace("token = S3cr3tThatNobodyMaySee", "token = \"S3cr3tThatNobodyMaySee==\"", StringComparison.Ordinal)), ["KA314"]);
        yield return ("no-break space within the brackets", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[\u00a0profile a]\nregion = eu-west-1\n"), ["KA312"]);
        yield return ("keys in the environment beside a sign-in", home => home.Set("AWS_ACCESS_KEY_ID", "ASIAEXAMPLEEXAMPLE00"), ["KA310"]);
        yield return ("keys in Claude Code's environment", home => Settings(home, """{"env": {"AWS_ACCESS_KEY_ID": "ASIAEXAMPLEEXAMPLE00"}}"""), ["KA310"]);
        yield return ("another region for the client", home => Settings(home, """{"env": {"AWS_REGION": "us-east-1"}}"""), ["KA311"]);
        yield return ("blank behind the bracket", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[ profile a ]\nregion = eu-west-1\n"), ["KA312"]);
        yield return ("comment behind a header", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "[profile a] # mine\nregion = eu-west-1\n"), ["KA312"]);
        yield return ("indented key", home => home.WithConfig(DiagnosticHome.Session + DiagnosticHome.Profile + "  output = json\n"), ["KA313"]);
        yield return ("indented keys in credentials", home => home.WithCredentials("[other]\n\taws_access_key_id = AKIAEXAMPLEEXAMPLE00\n\taws_secret_access_key = S3cr3tThatNobodyMaySee\n"), ["KA313"]);
    }

    /// <summary>A profile that has nothing but what the credentials file says.</summary>
    private static DiagnosticHome Plain(DiagnosticHome home) => home.WithoutTokens().WithConfig("[default]\nregion = eu-west-1\n");

    private const string ConsoleArn = "arn:aws:sts::123456789012:assumed-role/Admin/x";

    /// <summary>A home with a profile of aws login; its file, if the minutes are told.</summary>
    internal static DiagnosticHome Console(DiagnosticHome home, int? minutes = null, string? refreshToken = DiagnosticHome.Secret, string signInRegion = "eu-west-1")
    {
        home.WithoutTokens().WithConfig($"[default]\nlogin_session = {ConsoleArn}\nregion = eu-west-1\n");
        string refresh = refreshToken is null ? string.Empty : $"\"refreshToken\": \"{refreshToken}\", ";
        return minutes is not { } left ? home : home.With(
            $".aws/login/cache/{Keepalive.ConsoleLogin.LoginFileName.Of(ConsoleArn)}.json",
            $$"""{"accessToken": {"accessKeyId": "ASIAEXAMPLEEXAMPLE00", "secretAccessKey": "{{DiagnosticHome.Secret}}", "sessionToken": "{{DiagnosticHome.Secret}}", "accountId": "123456789012", "expiresAt": "{{home.At(left)}}"}, "clientId": "c", {{refresh}}"dpopKey": "{{DiagnosticHome.Secret}}", "signInRegion": "{{signInRegion}}"}""");
    }
}
