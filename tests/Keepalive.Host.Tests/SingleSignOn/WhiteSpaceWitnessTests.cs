using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Aws.Profiles;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>Blanks, quotes, colons and prose as botocore and the AWS SDK for JavaScript read them: what both read alike is read here, and what is told of the rest is true.</summary>
public sealed class WhiteSpaceWitnessTests(JavaScriptSdk sdk) : IClassFixture<JavaScriptSdk>, IDisposable
{
    private const string Botocore = """
        import json, sys, botocore.configloader
        answer = []
        for path in sys.argv[1:]:
            try:
                answer.append(botocore.configloader.raw_config_parse(path).get('a', {}))
            except Exception:
                answer.append(None)
        print(json.dumps(answer))
        """;

    private const string JavaScript = """
        const { loadSharedConfigFiles } = await import('@smithy/core/config').catch(() => import('@smithy/shared-ini-file-loader'));
        const answer = [];
        for (const path of process.argv.slice(2)) {
          answer.push((await loadSharedConfigFiles({ configFilepath: path + '.none', filepath: path })).credentialsFile.a ?? {});
        }
        process.stdout.write(JSON.stringify(answer));
        """;

    /// <summary>What both take for a blank; the last ones are a blank for one of them, or for neither.</summary>
    private static readonly string[] s_blanks =
        ["\t", "\v", "\f", " ", "\u00a0", "\u1680", "\u2000", "\u2005", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"];

    private static readonly string[] s_others = ["\u0085", "\u001c", "\ufeff", "\u200b", "\u2060", "\u200e"];

    /// <summary>Lines below a header with the sentence that is told of each.</summary>
    private static readonly (string Text, string Reading)[] s_faults =
    [
        ("[a]\nthese are the keys\nregion = r\n", IniProblem.Refused),
        ("prose\n[a]\nregion = r\n", IniProblem.Refused),
        ("[a]\n= v\nregion = r\n", IniProblem.Refused),
        ("[a]\nregion: r\n", IniProblem.ReadWithColon),
        ("[a]\nregion: r==\n", IniProblem.ReadWithColon),
    ];

    private readonly CompanionHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_both_read_alike_is_read_here()
    {
        string[] texts = [.. s_blanks.Concat(s_others).SelectMany(blank => (string[])
        [
            $"[a]\nregion = r{blank}\n", $"[a]\nregion{blank}= r\n", $"[a]\nregion ={blank}r\n", $"{blank}[a]{blank}\nregion = r\n", $"[a]\nx = y\n\n{blank}\nregion = r\n",
        ])];
        JsonArray botocore = await BotocoreAsync(texts), script = await JavaScriptAsync(texts);
        for (int index = 0; index < texts.Length; index++)
        {
            bool alike = (string?)botocore[index]?["region"] == "r" && (string?)script[index]?["region"] == "r";
            (string? value, IniProblem? problem) = Ours(texts[index]);
            string shown = Convert.ToHexString(Encoding.UTF8.GetBytes(texts[index]));
            Assert.True(alike ? value == "r" && problem is null : value == "r" || problem is not null || value is null, shown);
            Assert.True(!alike || index < s_blanks.Length * 5 || texts[index].StartsWith("[a]\nx", StringComparison.Ordinal), shown);
        }
    }

    [Fact]
    public async Task What_is_told_of_a_fault_is_what_they_do()
    {
        string[] texts = [.. s_faults.Select(fault => fault.Text)];
        JsonArray botocore = await BotocoreAsync(texts), script = await JavaScriptAsync(texts);
        for (int index = 0; index < texts.Length; index++)
        {
            IniProblem problem = Ours(texts[index]).Problem!;
            Assert.Equal(s_faults[index].Reading, problem.Reading);
            Assert.Equal(problem.Reading == IniProblem.Refused, botocore[index] is null);
            Assert.Equal(problem.Reading == IniProblem.Refused ? "r" : null, (string?)script[index]!["region"]);
        }
    }

    [Fact]
    public async Task Both_keep_the_quotes_around_a_value()
    {
        string[] texts = ["[a]\naws_session_token=\"t==\"\n"];

        Assert.Equal(("\"t==\"", "\"t==\""), ((string?)(await BotocoreAsync(texts))[0]!["aws_session_token"], (string?)(await JavaScriptAsync(texts))[0]!["aws_session_token"]));
    }

    private static (string? Value, IniProblem? Problem) Ours(string text)
    {
        var document = IniDocument.Parse(Encoding.UTF8.GetBytes(text), ProfileFileKind.Credentials);
        List<IniProblem> problems = [.. document.Problems];
        string? value = null;
        for (int section = 0; section < document.Sections.Count; section++)
        {
            value ??= document.PropertiesOf(section, problems).Where(property => document.Sections[section].Name == "a" && property.Name == "region").Select(property => property.Value).LastOrDefault();
        }

        return (value, problems.FirstOrDefault());
    }

    private async Task<JsonArray> BotocoreAsync(string[] texts)
    {
        string? python = WitnessTests.OnPath("python3");
        Assert.SkipWhen(python is null || (await _home.RunAsync(python, ["-c", "import botocore"])).ExitStatus != 0, "There is no python3 with botocore.");
        return await AskAsync(python!, "spaces.py", Botocore, texts);
    }

    private async Task<JsonArray> JavaScriptAsync(string[] texts)
    {
        string? reason = await sdk.InstallAsync(WitnessTests.OnPath("npm"), WitnessTests.OnPath("node"));
        Assert.SkipWhen(reason is not null, reason ?? string.Empty);
        return await AskAsync(WitnessTests.OnPath("node")!, "spaces.mjs", JavaScript, texts);
    }

    private async Task<JsonArray> AskAsync(string program, string name, string script, string[] texts)
    {
        string path = Path.Combine(sdk.Folder, name);
        await File.WriteAllTextAsync(path, script, TestContext.Current.CancellationToken);
        string[] files = [.. texts.Select((text, index) =>
        {
            string file = Path.Combine(_home.Folder, $"credentials-{index}");
            File.WriteAllText(file, text);
            return file;
        })];
        Run run = await _home.RunAsync(program, [path, .. files]);
        Assert.True(run.ExitStatus == 0, run.Errors);
        return JsonNode.Parse(run.Output)!.AsArray();
    }
}
