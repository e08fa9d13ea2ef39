using Keepalive.ModuleTests;
using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>The module's own Pester files in PowerShell for Windows, many in each process: a start takes longer than most of them.</summary>
public sealed class ModuleTests(WineMachine machine, ITestOutputHelper output)
{
    /// <summary>Of the processes at once; the machine has other tests to run.</summary>
    private const int Groups = 2;

    /// <summary>Runs of a process that Wine broke before its files had results.</summary>
    private const int Attempts = 3;

    /// <summary>A filter that comes to match too much is noticed, a test that was taken out is not.</summary>
    private const int Least = 356;

    /// <summary>Against hanging alone.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    [Fact]
    public async Task The_tests_of_the_module_pass_in_PowerShell_for_Windows()
    {
        string? wanted = Environment.GetEnvironmentVariable("KEEPALIVE_WINE_MODULE");
        Assert.SkipUnless(wanted is "1" or "all", "KEEPALIVE_WINE_MODULE=1 runs the module's Pester files under Wine: five minutes on a loaded machine");
        bool runsSlowFiles = wanted == "all";
        WindowsPowerShell shell = await machine.PowerShellAsync();
        await using SandboxProcess sandbox = await SandboxProcess.StartAsync();
        string[] files =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/Module"), "*.Tests.ps1").Select(path => Path.GetFileName(path))
                // Those of Keepalive.Desktop need its module, which is not laid out here.
                .Where(file => !WineLimits.Files.ContainsKey(file) && !file.StartsWith("Desktop.", StringComparison.Ordinal) && (runsSlowFiles || !WineLimits.SlowFiles.Contains(file))).Order(StringComparer.Ordinal),
        ];
        Dictionary<string, PesterOutcome>[] groups = await Task.WhenAll(
            Enumerable.Range(0, Groups).Select(group => RunAsync(shell, sandbox.Address, [.. files.Where((_, index) => index % Groups == group)])));
        Dictionary<string, PesterOutcome> outcomes = groups.SelectMany(group => group).ToDictionary();

        foreach ((string file, PesterOutcome outcome) in outcomes)
        {
            output.WriteLine($"{file}: {outcome.Summary}");
        }

        string[] failures =
        [
            .. from outcome in outcomes
               from problem in WineLimits.Problems(outcome.Key, [.. outcome.Value.Failures.Select(failure => (failure.Name, failure.Message))])
               select problem,
        ];
        Assert.True(failures.Length == 0, string.Join("\n\n", failures));
        int passed = outcomes.Values.Sum(outcome => outcome.Passed);
        output.WriteLine($"{passed} passed, {outcomes.Values.Sum(outcome => outcome.Skipped)} skipped themselves.");
        Assert.True(passed >= Least, $"Only {passed} passed, of at least {Least}.");
    }

    /// <summary>What has no result when the process ends is run in another one: Wine breaks the runtime at times. A test's own failure is never repeated.</summary>
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
            Assert.False(WindowsTestProgram.PointsToUs(said) && outcomes.Count < files.Length, said);
        }

        Assert.True(outcomes.Count == files.Length, $"No result: {string.Join(", ", files.Where(file => !outcomes.ContainsKey(file)))}\n{said}");
        return outcomes;
    }
}
