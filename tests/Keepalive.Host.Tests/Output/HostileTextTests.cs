using System.Text.Json;
using System.Text.RegularExpressions;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Output;

/// <summary>Names of files, services and programs that would drive a terminal, planted wherever one may stand; no verb passes one on.</summary>
public sealed partial class HostileTextTests : IDisposable
{
    /// <summary>The window's title, a cleared screen, C1, the other direction of writing, nothing, and a line end that is none.</summary>
    private const string Hostile = "x\e]0;owned\a\e[2J\u009B31m\u202E\u200B\u2028\u2066";

    private readonly CompanionHome _home = new();

    public HostileTextTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "its paths and environment can't hold what is planted");
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, $"config{Hostile}.json");
        _home.WriteConfig($"""
            [default]
            region = eu{Hostile}
            credential_process = no-such-program{Hostile} --flag{Hostile}
            [profile a{Plain(Hostile)}]
            role_arn = arn{Hostile}
            source_profile = b{Hostile}
            [profile sso{Plain(Hostile)}]
            sso_session = corp{Plain(Hostile)}
            sso_account_id = 1{Hostile}
            sso_role_name = r{Hostile}
            [sso-session corp{Plain(Hostile)}]
            sso_start_url = https://d-1.awsapps.com/{Hostile}
            sso_region = eu-west-1{Hostile}

            """.ReplaceLineEndings("\n"));
        _home.WriteCredentials(Keys.Profile($"keys{Plain(Hostile)}", $"tomorrow{Hostile}"));
        File.WriteAllText(_home.Variables["CLAUDE_AWS_CONFIG"]!, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["autoLoginCmd"] = $"tool{Hostile}\nforged",
            ["loginUser"] = $"user{Hostile}",
            [$"profil{Hostile}"] = "slip",
            ["recipes"] = new Dictionary<string, object> { [$"mine{Hostile}"] = new { command = $"tool{Hostile}" } },
        }));
        Directory.CreateDirectory(Path.Combine(_home.Folder, ".claude"));
        File.WriteAllText(Path.Combine(_home.Folder, ".claude", "settings.json"), JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["awsAuthRefresh"] = $"refresh{Hostile} --x",
            ["awsCredentialExport"] = $"/opt/{Hostile}/export",
            ["env"] = new Dictionary<string, object> { ["AWS_PROFILE"] = $"other{Hostile}", ["AWS_REGION"] = $"mars{Hostile}" },
        }));
        File.WriteAllText(Path.Combine(_home.Folder, "transcript"), $"claude-aws transcript 1, recipe saml2aws\n0.1 prompt 1 Password{Hostile}:\n0.2 row 2 what{Hostile}\n");
    }

    public static TheoryData<string> Lines =>
    [
        .. EveryVerb.All.Select(words => string.Join(' ', words)),
        .. EveryVerb.All.Where(words => !words[0].StartsWith('-')).Select(words => string.Join(' ', words) + " --profile HOSTILE"),
        "autologin --replay TRANSCRIPT", "autologin --recipe HOSTILE", "config get HOSTILE", "config set recipe HOSTILE", "HOSTILE", "status HOSTILE", "export --format HOSTILE",
        "export --timeout HOSTILE", "logs -n HOSTILE", "exec -- HOSTILE", "doctor --fix --id HOSTILE", "secret test --store HOSTILE", "login --browser HOSTILE", "[suggest] status --profile ",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task No_verb_passes_it_on(string line)
    {
        string[] profiles = [$"default", $"a{Plain(Hostile)}", $"sso{Plain(Hostile)}", $"keys{Plain(Hostile)}", $"none{Hostile}\nclaude-aws: forged"];
        foreach (string profile in line.Contains("HOSTILE", StringComparison.Ordinal) ? [Hostile] : profiles)
        {
            _home.Variables["AWS_PROFILE"] = profile;
            string[] words = [.. line.Split(' ').Select(word => word == "HOSTILE" ? Hostile : word == "TRANSCRIPT" ? Path.Combine(_home.Folder, "transcript") : word)];

            Run run = await _home.RunAsync(words);

            Assert.Contains(run.ExitStatus, ExitStatus.All);
            string shown = run.Output + run.Errors;
            Assert.All(Colour().Replace(shown, string.Empty).Split('\n'), row => Assert.True(VisibleText.Is(row), $"{line}, profile {VisibleText.Line(profile)}: {VisibleText.Line(row)}"));
            Assert.DoesNotMatch("(?m)^(claude-aws: )?forged", shown);
            Assert.DoesNotContain("unexpected error (", shown, StringComparison.Ordinal);
            if (line.Contains("--json", StringComparison.Ordinal) && run.Output.Length > 0)
            {
                Assert.All(line.StartsWith("logs", StringComparison.Ordinal) ? run.Output.TrimEnd().Split('\n') : [run.Output], document => JsonDocument.Parse(document).Dispose());
            }
        }
    }

    public void Dispose() => _home.Dispose();

    /// <summary>What a section's header can hold: it ends at the first bracket.</summary>
    private static string Plain(string text) => text.Replace("]", string.Empty, StringComparison.Ordinal).Replace("[", string.Empty, StringComparison.Ordinal);

    /// <summary>Those of our own status line.</summary>
    [GeneratedRegex(@"\e\[(0|31|33)m")]
    private static partial Regex Colour();
}
