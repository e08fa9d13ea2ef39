using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Keepalive.Benchmarks;

// Arguments: rounds, claude-aws, hello, export.mjs, the module folder, pwsh, and where there is one a signed-in home, the
// service's address and sso.mjs. run.sh builds and hands them over.
int rounds = int.Parse(args[0], CultureInfo.InvariantCulture);
(string companion, string hello, string script, string module, string pwsh) = (args[1], args[2], args[3], args[4], args[5]);
string peers = Path.GetDirectoryName(script)!;
string? node = FindOnPath("node");

Console.WriteLine($"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, "
    + string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}; medians of {rounds} runs after one warm-up, in turn."));
using var home = new BenchmarkHome();
Compare("A credentials file with one profile", home.Environment(home.Small));
Compare("A credentials file of 10,000 profiles (9 MB)", home.Environment(home.Large));

CompareSlots();
CompareWords();

if (args.Length > 7)
{
    CompareSignedIn(args[6], args[7], args[8]);
    CompareConsole(args[6], args[7]);
    CompareRoles(args[7], Path.Combine(Path.GetDirectoryName(args[8])!, "roles.mjs"));
}

Dictionary<string, string> environment = home.Environment(home.Small);
var shell = new Series();
string import = $"Import-Module '{module.Replace("'", "''", StringComparison.Ordinal)}'";
shell.Add("pwsh -Command 1", [pwsh, "-NoProfile", "-Command", "1"], environment);
shell.Add("pwsh, Import-Module Keepalive", [pwsh, "-NoProfile", "-Command", import], environment);
shell.Add("pwsh, Get-ClaudeAwsCredential -AsJson", [pwsh, "-NoProfile", "-Command", $"{import}; Get-ClaudeAwsCredential -AsJson"], environment);
shell.Run(rounds);
shell.Print("PowerShell", Console.Out);

// Within one warm shell: what a prompt costs each time it is drawn.
const string prompts = """
    1..50 | ForEach-Object { $null = Get-ClaudeAwsSession -AsPrompt }
    $times = 1..200 | ForEach-Object { (Measure-Command { Get-ClaudeAwsSession -AsPrompt }).TotalMilliseconds } | Sort-Object
    'Get-ClaudeAwsSession -AsPrompt in a warm pwsh: median {0:0.00} ms, 95 % within {1:0.00} ms' -f $times[100], $times[190]
    """;
var start = new ProcessStartInfo(pwsh, ["-NoProfile", "-Command", $"{import}\n{prompts}"]);
start.Environment.Clear();
foreach ((string name, string value) in environment)
{
    start.Environment[name] = value;
}

using Process warm = Process.Start(start)!;
warm.WaitForExit();

void Compare(string title, Dictionary<string, string> variables)
{
    var series = new Series();
    series.Add("hello (native)", [hello], variables);
    series.Add("claude-aws export (native)", [companion, "export"], variables);
    if (node is not null)
    {
        series.Add("node export.mjs", [node, script], variables);
    }

    series.Run(rounds);
    series.Print(title, Console.Out);
}

// What runs many times an hour: the hook before each prompt, the status line, the refresh that finds all well.
void CompareSlots()
{
    Dictionary<string, string> variables = home.Environment(home.Small);
    variables["CLAUDECODE"] = "1";
    variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";
    foreach ((string title, string[] own, string peer, string input) in ((string, string[], string, string)[])
        [("The hook", [companion, "check", "--as-hook"], "check.mjs", home.Prompt), ("The status line", [companion, "statusline"], "statusline.mjs", home.Status)])
    {
        var series = new Series();
        series.Add("hello (native)", [hello], variables);
        series.Add($"claude-aws {string.Join(' ', own[1..])} (native)", own, variables, input);
        if (node is not null)
        {
            series.Add($"node {peer}", [node, Path.Combine(peers, peer)], variables, input);
        }

        series.Run(rounds);
        series.Print(title, Console.Out);
    }
}

// What a shell asks for at a Tab.
void CompareWords()
{
    string[] Words(string line) => [companion, $"[suggest:{line.Length}]", line];
    Dictionary<string, string> variables = home.Environment(home.Small);
    var series = new Series();
    series.Add("hello (native)", [hello], variables);
    series.Add("claude-aws, the words for a verb", Words("claude-aws st"), variables);
    series.Add("claude-aws, the words for a profile", Words("claude-aws export --profile "), variables);
    series.Run(rounds);
    series.Print("Completion", Console.Out);
}

void CompareSignedIn(string signedIn, string service, string peer)
{
    var variables = new Dictionary<string, string>(home.Environment(home.Small))
    {
        ["HOME"] = signedIn,
        ["AWS_ENDPOINT_URL"] = service,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_REGION"] = "us-east-1",
    };
    variables.Remove("AWS_SHARED_CREDENTIALS_FILE");

    // A state folder that can't be made: every run asks the portal.
    var asking = new Dictionary<string, string>(variables) { ["CLAUDE_AWS_STATE"] = "/dev/null/none" };
    string[] export = [companion, "export", "--profile", "sandbox"];
    var series = new Series();
    series.Add("hello (native)", [hello], variables);
    series.Add("claude-aws export, role cached", export, variables);
    series.Add("claude-aws export, GetRoleCredentials", export, asking);
    if (node is not null && File.Exists(peer))
    {
        series.Add("node, fromSSO of the JavaScript SDK", [node, peer], variables);
    }

    // The first asks STS, which is remembered for half a minute.
    series.Add("claude-aws refresh, found good a moment ago", [companion, "refresh", "--profile", "sandbox"], variables);
    series.Run(rounds);
    series.Print("IAM Identity Center on loopback: token on disk to JSON", Console.Out);
}

// The credential of aws login is good, or it has ended: then its worker asks the service with the refresh token.
void CompareConsole(string signedIn, string service)
{
    string cache = Path.Combine(signedIn, ".aws", "login", "cache");
    if (!Directory.Exists(cache) || Directory.GetFiles(cache, "*.json") is not [string file])
    {
        return;
    }

    var variables = new Dictionary<string, string>(home.Environment(home.Small)) { ["HOME"] = signedIn, ["AWS_ENDPOINT_URL"] = service, ["AWS_EC2_METADATA_DISABLED"] = "true" };
    variables.Remove("AWS_SHARED_CREDENTIALS_FILE");
    void Set(DateTime end)
    {
        const string Member = "\"expiresAt\"";
        string content = File.ReadAllText(file);
        int start = content.IndexOf('"', content.IndexOf(Member, StringComparison.Ordinal) + Member.Length) + 1;
        string text = end.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        File.WriteAllText(file, content[..start] + text + content[content.IndexOf('"', start)..]);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
    }

    string[] export = [companion, "export", "--profile", "console"];
    var series = new Series();
    series.Add("hello (native)", [hello], variables);
    series.Add("claude-aws export, the credential of aws login is good", export, variables, before: () => Set(DateTime.UtcNow.AddHours(1)));
    series.Add("claude-aws export, it has ended and is renewed", export, variables, before: () => Set(DateTime.UtcNow.AddMinutes(-1)));
    series.Run(rounds);
    series.Print("aws login on loopback: its file to JSON", Console.Out);
}

// Keys on disk against a kept role, and roles that are assumed anew, one and three in a chain.
void CompareRoles(string service, string peer)
{
    Dictionary<string, string> variables = home.RoleEnvironment(service);
    string[] Export(string profile) => [companion, "export", "--format", "process", "--profile", profile];
    var kept = new Series();
    kept.Add("claude-aws export, keys on disk", Export("keys"), variables);
    kept.Add("claude-aws export, role cached", Export("one"), variables);
    kept.Run(rounds);
    kept.Print("A cached role", Console.Out);

    // A state folder that can't be made: every run asks STS.
    var asking = new Dictionary<string, string>(variables) { ["CLAUDE_AWS_STATE"] = "/dev/null/none" };
    var assumed = new Series();
    assumed.Add("claude-aws export, AssumeRole", Export("one"), asking);
    assumed.Add("claude-aws export, three roles in a chain", Export("three"), asking);
    if (node is not null && File.Exists(peer))
    {
        assumed.Add("node, fromIni of the JavaScript SDK, one role", [node, peer, "one"], variables);
        assumed.Add("node, fromIni of the JavaScript SDK, three roles", [node, peer, "three"], variables);
    }

    assumed.Run(rounds);
    assumed.Print("Roles on loopback: keys on disk to JSON", Console.Out);
}

static string? FindOnPath(string name) =>
    (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
