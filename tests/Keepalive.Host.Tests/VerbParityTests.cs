using System.CommandLine;
using System.Text.RegularExpressions;
using Keepalive.Host.Tests.Support;
using Keepalive.Host.Verbs;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>A verb and its cmdlet offer the same: <see cref="VerbTable"/> is compared with the command line, the manifest and the cmdlets' attributes.</summary>
public sealed partial class VerbParityTests
{
    private static readonly Dictionary<string, Command> s_verbs = Verbs(CommandTree.Build(), string.Empty).ToDictionary();

    private static readonly Dictionary<string, bool> s_cmdlets = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src", "Keepalive.Cmdlets"), "*Command.cs")
        .Select(static file => CmdletAttribute().Match(File.ReadAllText(file)))
        .ToDictionary(
            static match => $"{match.Groups["verb"].Value}-{match.Groups["noun"].Value}",
            static match => match.Groups["rest"].Value.Contains("SupportsShouldProcess = true", StringComparison.Ordinal));

    [Fact]
    public void Every_verb_stands_in_the_table_and_no_other() =>
        Assert.Equal(s_verbs.Keys.Order(StringComparer.Ordinal), VerbTable.All.Select(static row => row.Verb).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_verb_has_its_cmdlet_or_a_reason_why_not() =>
        Assert.All(VerbTable.All, static row => Assert.True(row.Cmdlet is null ? row.WithoutCmdlet is not null : s_cmdlets.ContainsKey(row.Cmdlet), row.ToString()));

    [Fact]
    public void Every_cmdlet_of_the_module_has_its_verb()
    {
        string[] exported = [.. ExportedCmdlet().Matches(Repository.Read("Keepalive.psd1")).Select(static match => match.Groups[1].Value)];

        Assert.Equal(s_cmdlets.Keys.Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
        Assert.Equal(exported.Order(StringComparer.Ordinal), VerbTable.All.Select(static row => row.Cmdlet).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_changes_something_has_a_dry_run_and_its_cmdlet_WhatIf()
    {
        foreach (IGrouping<string, VerbRow> verb in VerbTable.All.GroupBy(static row => row.Verb))
        {
            Assert.True(verb.Any(static row => row.Changes.Count > 0) == Has(verb.Key, "--dry-run"), $"--dry-run of '{verb.Key}'");
        }

        Assert.All(VerbTable.All.Where(static row => row.Cmdlet is not null), static row => Assert.True(s_cmdlets[row.Cmdlet!] == row.Changes.Count > 0, $"-WhatIf of {row}"));
    }

    [Fact]
    public void Yes_is_offered_by_the_verbs_that_ask_alone()
    {
        foreach ((string verb, Command command) in s_verbs)
        {
            Assert.True(VerbTable.All.Any(row => row.Verb == verb && row.Asks) == Has(verb, "--yes"), $"--yes of '{verb}'");
            Assert.All(command.Options.Where(static option => option.Aliases.Contains("-y")), static option => Assert.Equal("--yes", option.Name));
        }
    }

    /// <summary>Words that meant the same before there was one for it.</summary>
    [Fact]
    public void Nothing_else_is_called_what_these_two_are()
    {
        string[] others = ["--what-if", "--rehearse", "--non-interactive", "--simulate", "--assume-yes", "--no-confirm"];

        Assert.DoesNotContain(s_verbs.Values.SelectMany(static command => command.Options), option => others.Contains(option.Name));
    }

    private static bool Has(string verb, string option) => s_verbs[verb].Options.Any(one => one.Name == option);

    /// <summary>All verbs that do something, with the words before them.</summary>
    private static IEnumerable<(string Verb, Command Command)> Verbs(Command parent, string before) => parent.Subcommands
        .Where(static command => !command.Hidden)
        .SelectMany(command => Verbs(command, $"{before}{command.Name} ").Prepend((before + command.Name, command)))
        .Where(static pair => pair.Item2.Action is not null);

    [GeneratedRegex("""\[Cmdlet\(Verbs\w+\.(?<verb>\w+), "(?<noun>\w+)"(?<rest>[^\n]*)\)\]""")]
    private static partial Regex CmdletAttribute();

    [GeneratedRegex("^ +'(\\w+-ClaudeAws\\w*)'", RegexOptions.Multiline)]
    private static partial Regex ExportedCmdlet();
}
