using Keepalive.ModuleTests;
using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>The Pester files of both modules in PowerShell for Windows, many in each process: a start takes longer than most of them.</summary>
public sealed class ModuleTests(WineMachine machine, ITestOutputHelper output)
{
    /// <summary>Of the processes at once; the machine has other tests to run.</summary>
    private const int Groups = 2;

    /// <summary>Runs of a process that Wine broke before its files had results.</summary>
    private const int Attempts = 3;

    /// <summary>A filter that comes to match too much is noticed, a test that was taken out is not.</summary>
    private const int Least = 356;

    private const string Switch = "KEEPALIVE_WINE_MODULE";

    /// <summary>Against hanging alone.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    [Fact]
    public async Task The_tests_of_the_modules_pass_in_PowerShell_for_Windows()
    {
        string? wanted = Environment.GetEnvironmentVariable(Switch);
        Assert.SkipWhen(wanted == "0", $"{Switch}=0 leaves out the Pester files under Wine.");
        WindowsPowerShell shell = await machine.PowerShellAsync();
        await using SandboxProcess sandbox = await SandboxProcess.StartAsync();
        string[] files =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/Module"), "*.Tests.ps1").Select(path => Path.GetFileName(path))
                .Where(file => DesktopFiles.IsRun(file) && !WineLimits.Files.ContainsKey(file) && (wanted == "all" || !WineLimits.SlowFiles.Contains(file)))
                // The long files first, one to each process in turn: so both take about as long.
                .OrderByDescending(file => new FileInfo(Path.Combine(Repository.Root, "tests/Module", file)).Length).ThenBy(file => file, StringComparer.Ordinal),
        ];
        Dictionary<string, PesterOutcome>[] groups = await Task.WhenAll(
            Enumerable.Range(0, Groups).Select(group => RunAsync(shell, sandbox.Address, [.. files.Where((_, index) => index % Groups == group)])));
        Dictionary<string, PesterOutcome> outcomes = groups.SelectMany(group => group).ToDictionary();

        foreach ((string file, PesterOutcome outcome) in outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{file}: {outcome.Summary}");
        }

        string[] failures = [.. outcomes.SelectMany(outcome => WineLimits.Problems(outcome.Key, outcome.Value))];
        Assert.True(failures.Length == 0, string.Join("\n\n", failures));
        int passed = outcomes.Values.Sum(outcome => outcome.Passed);
        output.WriteLine($"{passed} passed, {outcomes.Values.Sum(outcome => outcome.Skipped)} skipped themselves.");
        Assert.True(passed >= Least, $"Only {passed} passed, of at least {Least}.");
    }

    /// <summary>
    /// What has no result when the process ends is run in another one: Wine breaks the runtime at times. A test's own failure is never repeated, nor a run
    /// that did not end.
    /// </summary>
    private static async Task<Dictionary<string, PesterOutcome>> RunAsync(WindowsPowerShell shell, string sandbox, string[] files)
    {
        Dictionary<string, PesterOutcome> outcomes = [];
        string said = string.Empty;
        for (int attempt = 0; attempt < Attempts && outcomes.Count < files.Length; attempt++)
        {
            PesterGroup group = await shell.RunAsync([.. files.Where(file => !outcomes.ContainsKey(file))], sandbox, Limit);
            foreach ((string file, PesterOutcome outcome) in group.Outcomes)
            {
                outcomes[file] = outcome;
            }

            said = group.WhyNone;
            Assert.False((!group.HasEnded || WindowsTestProgram.PointsToUs(said)) && outcomes.Count < files.Length, said);
        }

        Assert.True(outcomes.Count == files.Length, $"No result: {string.Join(", ", files.Where(file => !outcomes.ContainsKey(file)))}\n{said}");
        return outcomes;
    }
}
