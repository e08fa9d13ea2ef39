using Keepalive.Core.Tests.Diagnostics;
using Keepalive.Diagnostics;
using Keepalive.Host.Output;

namespace Keepalive.Host.Tests;

/// <summary>What a person reads, for every home that the checks are tried on.</summary>
public sealed class DoctorTextTests : IDisposable
{
    private readonly DiagnosticHome _home = new();

    public static TheoryData<string> Names => [.. FaultyHomes.All.Keys, .. HealthyHomes.All.Keys];

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Fits_a_terminal_and_ends_with_one_sentence(string name)
    {
        if (FaultyHomes.All.TryGetValue(name, out (Action<DiagnosticHome> Spoil, string[] Ids) faulty))
        {
            faulty.Spoil(_home);
        }
        else
        {
            HealthyHomes.All[name](_home);
        }

        DiagnosticReport report = _home.Examine();
        string text = DoctorText.Of(report);

        // A path or an address is never broken: whoever copies it needs it whole.
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80 || !line.Trim().Contains(' '), line));
        Assert.EndsWith(report.Sentence, text.Split("\n\n")[^1].Replace('\n', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain(DiagnosticHome.Secret, text, StringComparison.Ordinal);
        Assert.All(report.Findings, finding => Assert.Contains(finding.Id, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Tells_which_helper_of_which_file_counts()
    {
        _home.WithTool("bin", "ours", "claude-aws").With(".claude/settings.json", """
            {"awsCredentialExport": "claude-aws export",
             "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "claude-aws", "args": ["check", "--as-hook"]}]}]}}
            """).With("project/.claude/settings.json", $$"""{"awsCredentialExport": "ours --password {{DiagnosticHome.Secret}}"}""");

        string text = DoctorText.Of(_home.Examine()).Replace('\\', '/');

        Assert.Contains("""
            Commands that Claude Code calls

                   awsCredentialExport: ours ...
                     from ~/project/.claude/settings.json, line 1 (project)
                   awsCredentialExport: claude-aws export
                     from ~/.claude/settings.json, line 1 (user), not called: overridden in
                     ~/project/.claude/settings.json, line 1 (project)
                   hooks.Stop: claude-aws check
                     from ~/.claude/settings.json, line 2 (user)
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
        Assert.DoesNotContain(DiagnosticHome.Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_why_a_command_is_not_called()
    {
        _home.WithTool("bin", "ours", "claude-aws")
            .With(".claude/settings.json", """{"awsCredentialExport": "claude-aws export", "disableAllHooks": true, "statusLine": {"type": "command", "command": "claude-aws statusline"}}""")
            .With("project/.claude/settings.json", """{"awsCredentialExport": "ours", "model": 5}""");

        string text = DoctorText.Of(_home.Examine()).Replace('\\', '/');

        Assert.Contains("""
                   awsCredentialExport: ours
                     from ~/project/.claude/settings.json, line 1 (project), not called:
                     Claude Code skips this file
                   awsCredentialExport: claude-aws export
                     from ~/.claude/settings.json, line 1 (user)
                   statusLine: claude-aws statusline
                     from ~/.claude/settings.json, line 1 (user), not called:
                     disableAllHooks is true in ~/.claude/settings.json, line 1 (user)
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
    }
}
