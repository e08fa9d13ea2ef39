using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Diagnostics.Support;
using Keepalive.Logging;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Diagnostics;

public sealed class SupportBundleTests : IDisposable
{
    private readonly DiagnosticHome _home = new();
    private readonly FakeClock _clock = new();

    private SystemEnvironment Environment => new(_home.Variables.GetValueOrDefault, OperatingSystem.IsWindows());

    private string Target => Path.Combine(_home.Folder, "bundle.zip");

    public static TheoryData<string> Homes => [.. FaultyHomes.All.Keys];

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Nothing_that_was_planted_anywhere_is_in_it()
    {
        List<string> planted = Plant();

        (await CollectAsync()).Write(Target);

        Dictionary<string, string> files = Unzip();
        Assert.Equal(["README.txt", "doctor.json", "environment.json", "explain.json", "log.jsonl", "settings.json", "transcript.txt", "versions.json"], files.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, string text) in files)
        {
            Assert.All(planted, secret => Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret} is in {name}"));
        }
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task Any_home_can_be_told_of_without_its_secrets(string name)
    {
        FaultyHomes.All[name].Spoil(_home);
        _home.Set("PATH", "");

        SupportBundle bundle = await CollectAsync();

        string text = string.Concat(bundle.Parts.Select(part => part.Text));
        Assert.DoesNotContain(DiagnosticHome.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(AKIA|ASIA)[A-Z0-9]{16}", text);
        Assert.DoesNotContain("123456789012", text, StringComparison.Ordinal);
        Assert.DoesNotContain("d-1234567890", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_home.Folder, text, StringComparison.Ordinal);
        Assert.All(bundle.Parts.Where(part => part.Name.EndsWith(".json", StringComparison.Ordinal)), part => Assert.NotNull(JsonNode.Parse(part.Text)));
    }

    [Fact]
    public async Task The_same_account_has_the_same_name_in_every_file()
    {
        _home.With(".config/claude-aws/config.json", """{"loginRole": "arn:aws:iam::123456789012:role/Developer"}""");

        SupportBundle bundle = await CollectAsync();

        Assert.Contains("arn:aws:iam::account-1:role/Developer", Part(bundle, "settings.json"), StringComparison.Ordinal);
        Assert.Contains("sso_account_id = account-1", Part(bundle, "explain.json"), StringComparison.Ordinal);
        Assert.Matches(@"sso_start_url = https://address-\d\b", Part(bundle, "explain.json"));
        Assert.Contains("sso_role_name = Developer", Part(bundle, "explain.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_command_only_the_program_is_told()
    {
        _home.With(".config/claude-aws/config.json", """{"autoLoginCmd": "get-keys --password hunter2 --user x"}""");

        string settings = Part(await CollectAsync(), "settings.json");

        Assert.Contains("get-keys (arguments left out)", settings, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_never_replaces_a_file_and_is_its_owners_alone()
    {
        SupportBundle bundle = await CollectAsync();
        bundle.Write(Target);
        byte[] first = await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken);

        Assert.Equal(KeepaliveErrorCode.SupportBundleUnwritable, Assert.Throws<KeepaliveException>(() => bundle.Write(Target)).Code);
        Assert.Equal(KeepaliveErrorCode.SupportBundleUnwritable, Assert.Throws<KeepaliveException>(() => bundle.Write(_home.Folder)).Code);
        Assert.Equal(KeepaliveErrorCode.SupportBundleUnwritable, Assert.Throws<KeepaliveException>(() => bundle.Write(Path.Combine(_home.Folder, "no", "folder.zip"))).Code);

        Assert.Equal(first, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        }
    }

    [Fact]
    public async Task To_collect_writes_nothing()
    {
        string[] before = Directory.GetFiles(_home.Folder, "*", SearchOption.AllDirectories);

        await CollectAsync();

        Assert.Equal(before, Directory.GetFiles(_home.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_list_names_every_part_in_80_columns()
    {
        SupportBundle bundle = await CollectAsync();

        string readme = Part(bundle, "README.txt");
        Assert.All(bundle.Parts.Skip(1), part => Assert.Contains(part.Name, readme, StringComparison.Ordinal));
        Assert.Contains("\"1.2.3+ee0bfd2552fb\"", Part(bundle, "versions.json"), StringComparison.Ordinal);
        Assert.Equal("claude-aws-support-20261121T120000Z.zip", bundle.FileName);
    }

    [Theory]
    [InlineData("of ana.maria@example.com and Ana.Maria@example.com", "of email-1 and email-1")]
    [InlineData("at https://corp.awsapps.com/start#/ or corp.awsapps.com", "at https://address-1 or address-2")]
    [InlineData("at https://oidc.eu-west-1.amazonaws.com/token", "at https://oidc.eu-west-1.amazonaws.com/token")]
    [InlineData("through http://me:pass@proxy.corp:8080", "through https://address-1")]
    [InlineData("123456789012, 210987654321, 123456789012, 1234567890123", "account-1, account-2, account-1, 1234567890123")]
    [InlineData("/home/anna/.aws/config and /HOME/anna", "~/.aws/config and ~")]
    [InlineData("anna, Anna's, annabel", "name-1, name-1's, annabel")]
    [InlineData("key ASIAEXAMPLEEXAMPLE00 and planted-1234!", "key (redacted) and (redacted)")]
    [InlineData("ee0bfd2552fbd840c02cc48b6e823320543c450f.json", "hash-1.json")]
    [InlineData("a new section [sso-session d-1234567890], not d-12345678901", "a new section [sso-session address-1], not d-12345678901")]
    [InlineData("say \"two\" secrets, planted-1234!5 too", "say (redacted) secrets, (redacted) too")]
    public void Each_kind_has_its_stand_in(string text, string expected)
    {
        var mask = new SupportMask(["/home/anna"], ["anna", "root", "x"], ["d-1234567890"], ["planted-1234!", "planted-1234!5", "\"two\""]);

        Assert.Equal(expected, mask.Clean(text));
    }

    private List<string> Plant()
    {
        List<string> planted = [];
        string New(string hint)
        {
            string secret = $"{hint}{planted.Count}qz";
            planted.Add(secret);
            return secret;
        }

        _home.WithConfig($"""
            [default]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = Developer
            region = eu-west-1
            credential_process = tool --password {New("procpass")}
            [sso-session corp]
            sso_start_url = https://acme-corp.awsapps.com/start
            sso_region = eu-west-1
            [profile other]
            aws_secret_access_key = {New("cfgsecret")}
            source_password = {New("cfgpassword")}

            """);
        _home.WithCredentials($"""
            [default]
            aws_access_key_id = ASIA{New("KEYID")}
            aws_secret_access_key = {New("secret")}
            aws_session_token = {New("token")}
            x_security_token_expires = 2026-11-21T13:00:00Z
            # login of {New("comment")}

            """);
        _home.With(DiagnosticHome.TokenPath("corp"), $$"""
            {"startUrl": "https://acme-corp.awsapps.com/start", "region": "eu-west-1", "accessToken": "{{New("access")}}", "expiresAt": "2026-11-21T13:00:00Z",
             "clientId": "c", "clientSecret": "{{New("client")}}", "registrationExpiresAt": "2027-01-01T00:00:00Z", "refreshToken": "{{New("refresh")}}"}
            """);
        _home.With(".aws/cli/cache/x.json", $$"""{"Credentials": {"SecretAccessKey": "{{New("clisecret")}}", "SessionToken": "{{New("clitoken")}}"} }""");
        _home.With(".config/claude-aws/config.json", $$"""
            {"recipe": "saml2aws", "loginUser": "anna.smith@example.com", "autoLoginCmd": "tool -p {{New("autologin")}}", "loginCmd": "x {{New("logincmd")}}",
             "statusLineCmd": "y --token={{New("statusline")}}", "password": "{{New("cfgfile")}}"}
            """);
        _home.With(".claude/settings.json", $$"""
            {"awsCredentialExport": "tool export --secret {{New("helper")}}", "apiKeyHelper": "echo {{New("apikey")}}",
             "env": {"ANTHROPIC_AUTH_TOKEN": "{{New("authtoken")}}", "HTTPS_PROXY": "http://anna:{{New("proxyfile")}}@proxy.corp:8080"} }
            """);
        _home.Set("AWS_SECRET_ACCESS_KEY", New("envsecret")).Set("AWS_SESSION_TOKEN", New("envtoken")).Set("AWS_BEARER_TOKEN_BEDROCK", New("bearer"))
            .Set("HTTPS_PROXY", $"http://anna:{New("proxyenv")}@proxy.corp:8080").Set("AWS_ENDPOINT_URL", $"http://anna:{New("endpoint")}@127.0.0.1:1").Set("USER", "anna").Set("PATH", "")
            .Set("CLAUDE_AWS_STATE", Path.Combine(_home.Folder, "state"));
        _home.With("state/roles/for corp/r.json", $$"""{"Version": 1, "SecretAccessKey": "{{New("role")}}"}""");
        _home.With("state/transcripts/for default.txt", $"claude-aws transcript 1\n0.1 row 1 Password for anna.smith@example.com: {planted[2]} aB3{planted[4]}aB3aB3aB3aB3aB3aB3aB3aB3\n");
        new EventLog(Environment, _clock).Write(new LogEntry
        {
            At = _clock.GetUtcNow(),
            Event = LogEvent.Refresh,
            Outcome = "TimedOut",
            Profile = "default",
            Message = $"{planted[5]} of account 123456789012 at https://acme-corp.awsapps.com/start",
        });
        planted.AddRange(["anna", "smith", "example.com", "123456789012", "acme-corp", "proxy.corp", _home.Folder, CacheName]);
        return planted;
    }

    private static string CacheName => Path.GetFileNameWithoutExtension(DiagnosticHome.TokenPath("corp"));

    private Task<SupportBundle> CollectAsync() =>
        SupportBundle.CollectAsync(Environment, new SupportOptions(null, _home.WorkingDirectory, "1.2.3+ee0bfd2552fbd840c02cc48b6e823320543c450f"), _clock, TestContext.Current.CancellationToken);

    private static string Part(SupportBundle bundle, string name) => bundle.Parts.Single(part => part.Name == name).Text;

    private Dictionary<string, string> Unzip()
    {
        using ZipArchive archive = ZipFile.OpenRead(Target);
        return archive.Entries.ToDictionary(entry => entry.Name, entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }
}
