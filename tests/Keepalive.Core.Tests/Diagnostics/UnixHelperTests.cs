using Keepalive.Diagnostics.Checks;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Core.Tests.Diagnostics;

/// <summary>What the kernel and /bin/sh make of a helper.</summary>
public sealed class UnixHelperTests : IDisposable
{
    private readonly DiagnosticHome _home = new();

    public UnixHelperTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has neither modes nor first lines of scripts.");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("#!/usr/bin/env no-such-shell\n", "whose", "a script that needs 'no-such-shell', which is in no folder of PATH")]
    [InlineData("#!/no/such/bash -e\n", "whose", "a script that needs '/no/such/bash', which does not exist")]
    [InlineData("#!/usr/bin/env -S FOO=1 no-such-shell -x\n", "whose", "a script that needs 'no-such-shell', which is in no folder of PATH")]
    [InlineData("#!/bin/sh\r\n", "script", "whose first line ends with a carriage return, so the system does not find the interpreter")]
    public void A_script_without_its_interpreter_is_told(string text, string absent, string expected)
    {
        _home.WithScript("bin/tool", text).With(".claude/settings.json", """{"awsCredentialExport": "tool export"}""");

        DiagnosticFinding finding = Assert.Single(_home.Examine().Findings);

        Assert.Equal(("KA413", DiagnosticSeverity.Error), (finding.Id, finding.Severity));
        Assert.Equal($"awsCredentialExport in ~/.claude/settings.json, line 1 calls ~/bin/tool, {expected}.", finding.Seen);
        Assert.DoesNotContain(absent, finding.Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source ~/.profile && $HOME/x")]
    [InlineData("[[ -f x ]] && $HOME/x")]
    [InlineData("$HOME/x <(cat y)")]
    public void A_command_in_the_words_of_bash_is_told_where_sh_is_another(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS() || NeedsBash.IsBash(), "/bin/sh knows these words on this machine.");
        _home.With(".claude/settings.json", $$"""{"awsAuthRefresh": "{{command}}"}""");

        Assert.Equal("KA414", Assert.Single(_home.Examine().Findings).Id);
    }

    [Theory]
    [InlineData("$HOME/resource x")]
    [InlineData("test -f x && . ~/.profile; $HOME/x 2>&1")]
    [InlineData("[ -f x ] && $HOME/x [[x")]
    public void A_command_that_every_shell_knows_is_not(string command)
    {
        _home.With(".claude/settings.json", $$"""{"awsAuthRefresh": "{{command}}"}""");

        Assert.Empty(_home.Examine().Findings);
    }

    [Fact]
    public void Files_that_others_may_change_are_told()
    {
        _home.With(".claude/settings.json", "{}");
        _home.WithMode(0x1B6, ".claude", "settings.json");
        _home.WithMode(0x1FF, ".aws");

        IReadOnlyList<DiagnosticFinding> found = _home.Examine().Findings;

        Assert.Equal(["KA012", "KA012"], found.Select(finding => finding.Id));
        Assert.Equal(["~/.aws has the mode 0777.", "~/.claude/settings.json has the mode 0666."], found.Select(finding => finding.Seen));
    }

    [Theory]
    [InlineData(".claude/settings.json", "nowhere.json")]
    [InlineData(".claude/settings.json", "settings.json")]
    [InlineData(".aws/config", "nowhere")]
    [InlineData(".aws/config", "config")]
    [InlineData(".aws/credentials", "nowhere")]
    [InlineData(".aws/credentials", "credentials")]
    public void A_link_that_leads_nowhere_or_in_a_circle_does_not_stop_the_doctor(string name, string target)
    {
        string path = Path.Combine(_home.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.CreateSymbolicLink(path, target);

        Assert.DoesNotContain("KA012", _home.Examine().Findings.Select(finding => finding.Id));
    }

    [Fact]
    public void What_Keepalive_remembers_where_others_may_write_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes of Unix");
            return;
        }

        string state = Keepalive.Platform.StateFolder.Locate(_home.Environment);
        Directory.CreateDirectory(Path.Combine(state, "roles"));
        File.WriteAllText(Path.Combine(state, "clock"), "x");
        File.SetUnixFileMode(Path.Combine(state, "clock"), (UnixFileMode)0x1B6);
        File.SetUnixFileMode(Path.Combine(state, "roles"), (UnixFileMode)0x1FF);
        File.SetUnixFileMode(Path.GetDirectoryName(state)!, (UnixFileMode)0x1FF);

        IReadOnlyList<DiagnosticFinding> found = _home.Examine().Findings;

        Assert.All(found, finding => Assert.Equal("KA015", finding.Id));
        Assert.Equal(
            [Path.GetDirectoryName(state)!, Path.Combine(state, "clock"), Path.Combine(state, "roles")], found.Select(finding => finding.File).Order(StringComparer.Ordinal));
        Assert.Contains(found, finding => finding.Seen.Contains("has the mode 0666, so other users may change it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_in_which_everybody_keeps_his_own_is_in_order()
    {
        _home.With(".claude/settings.json", "{}");
        _home.WithMode(0x3FF, ".claude");

        Assert.Empty(_home.Examine().Findings);
    }
}
