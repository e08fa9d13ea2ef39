using System.Diagnostics;
using System.Globalization;

namespace Keepalive.Core.Tests.Fuzz;

/// <summary>
/// Runs a check over many made-up inputs. KEEPALIVE_FUZZ_INPUTS sets their number, KEEPALIVE_FUZZ_SEED repeats a run: every
/// input has a seed of its own (the run's and its number), so one that fails can be made again alone.
/// </summary>
internal static class FuzzRun
{
    public const int DefaultInputs = 5_000;

    public static int Inputs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("KEEPALIVE_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out int inputs) ? inputs : DefaultInputs;

    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("KEEPALIVE_FUZZ_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : Random.Shared.Next(1 << 30);

    /// <summary>Checks each input; the check throws to complain. Shows the input that was complained of.</summary>
    public static void Run(ITestOutputHelper output, Func<Random, byte[]> make, Action<byte[]> check)
    {
        long start = Stopwatch.GetTimestamp();
        Exception? first = null;
        Parallel.For(0, Inputs, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, (number, loop) =>
        {
            byte[] input = make(new Random(HashCode(number)));
            try
            {
                check(input);
            }
            catch (Exception exception)
            {
                first = new InvalidOperationException($"seed {Seed}, input {number}: {Convert.ToBase64String(input)}", exception);
                loop.Stop();
            }
        });
        if (first is not null)
        {
            throw first;
        }

        output.WriteLine($"seed {Seed}, {Inputs} inputs in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
    }

    /// <summary>Not System.HashCode, which is another one in every process.</summary>
    private static int HashCode(int number) => unchecked((Seed * 486187739) + (number * 16777619));
}
