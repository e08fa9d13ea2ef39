using System.Globalization;

namespace Keepalive.Benchmarks;

/// <summary>Several programs measured in turn, one run each a round, so that a drift of the machine meets all alike.</summary>
internal sealed class Series
{
    private readonly List<(string Name, string[] Command, IReadOnlyDictionary<string, string> Environment, string Input, Action? Before, List<ChildRun> Runs)> _programs = [];

    /// <summary>Adds a program; <c>before</c> puts things back before each of its runs and is not measured.</summary>
    public void Add(string name, string[] command, IReadOnlyDictionary<string, string> environment, string input = "/dev/null", Action? before = null) =>
        _programs.Add((name, command, environment, input, before, []));

    public void Run(int rounds)
    {
        for (int round = -1; round < rounds; round++)
        {
            foreach (var (_, command, environment, input, before, runs) in _programs)
            {
                before?.Invoke();
                ChildRun run = ChildRun.Of(command, environment, input);
                if (round >= 0)
                {
                    // Round -1 warms the disk.
                    runs.Add(run);
                }
            }
        }
    }

    /// <summary>A Markdown table: medians, extremes, and the median of the ratios to the first program, pair by pair.</summary>
    public void Print(string title, TextWriter output)
    {
        output.WriteLine($"\n### {title}\n\n| program | median ms | min | max | peak MiB | times the first |\n|---|---:|---:|---:|---:|---:|");
        List<ChildRun> first = _programs[0].Runs;
        foreach (var (name, _, _, _, _, runs) in _programs)
        {
            double[] times = [.. runs.Select(run => run.Milliseconds).Order()];
            double ratio = Median([.. runs.Zip(first, (run, other) => run.Milliseconds / other.Milliseconds).Order()]);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {Median(times):0.00} | {times[0]:0.00} | {times[^1]:0.00} | {runs.Max(run => run.PeakMebibytes):0.0} | {ratio:0.00} |"));
        }
    }

    private static double Median(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
