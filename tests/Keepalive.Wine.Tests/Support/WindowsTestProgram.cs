using System.Globalization;
using System.Xml.Linq;

namespace Keepalive.Wine.Tests.Support;

/// <summary>A test program of xunit.v3, published for Windows.</summary>
/// <param name="windows">Where it runs.</param>
/// <param name="program">Its Windows path.</param>
/// <param name="leftOut">Runner options that leave tests out.</param>
internal sealed class WindowsTestProgram(WinePrefix windows, string program, string[] leftOut)
{
    /// <summary>Against hanging alone: a class of pseudo consoles takes two minutes on a loaded machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private static readonly Dictionary<string, string> Variables = new()
    {
        // With it, Wine 8 ends the runtime with an internal error as soon as a dynamic method is collected.
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["KEEPALIVE_FUZZ_INPUTS"] = Environment.GetEnvironmentVariable("KEEPALIVE_FUZZ_INPUTS") ?? "200",
    };

    /// <summary>The classes that hold tests.</summary>
    public async Task<string[]> ClassesAsync()
    {
        Run run = await windows.RunAsync(Limit, Variables, program, ["-noLogo", "-noColor", "-list", "classes", .. leftOut]);
        Assert.True(run.ExitStatus == 0, $"The classes can't be listed ({run.ExitStatus}):\n{run.Output}\n{run.Errors}");
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>
    /// Runs one class; again only where the runtime itself broke under Wine before it could tell the results. What points to us (an exception
    /// that nobody caught, an overflow of the stack, a fault in a call of ours to the system, a run that never ends) is a failure at once.
    /// </summary>
    public async Task<ClassResult> RunAsync(string className, int attempts)
    {
        for (int attempt = 0; ; attempt++)
        {
            string results = $@"C:\results-{className}-{attempt}.xml";
            Run run;
            try
            {
                run = await windows.RunAsync(Limit, Variables, program, ["-noLogo", "-noColor", "-class", className, "-xml", results, .. leftOut]);
            }
            catch (TimeoutException exception)
            {
                return new ClassResult(0, 0, attempt, [$"{className} did not end: {exception.Message}"]);
            }

            if (File.Exists(windows.Outside(results)))
            {
                return Read(XDocument.Load(windows.Outside(results)).Root!.Element("assembly"), attempt);
            }

            if (attempt + 1 == attempts || PointsToUs(run.Output + run.Errors))
            {
                return new ClassResult(0, 0, attempt + 1, [$"{className} broke off in run {attempt + 1} of at most {attempts}: {run.ExitStatus}\n{run.Output}\n{run.Errors}"]);
            }
        }
    }

    /// <summary>Of a fault the runtime shows the stack, the innermost call first.</summary>
    internal static bool PointsToUs(string said)
    {
        string innermost = said.Split('\n').FirstOrDefault(line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal), string.Empty).Trim();
        return said.Contains("Unhandled exception.", StringComparison.Ordinal) || said.Contains("Stack overflow.", StringComparison.Ordinal)
            || innermost.StartsWith("at Keepalive.Native.", StringComparison.Ordinal);
    }

    private static ClassResult Read(XElement? assembly, int brokenRuns)
    {
        IEnumerable<string> failures = from test in assembly?.Descendants("test") ?? []
                                       where test.Attribute("result")?.Value == "Fail"
                                       select $"{test.Attribute("name")?.Value}: {test.Descendants("message").FirstOrDefault()?.Value}";
        IEnumerable<string> errors = from error in assembly?.Descendants("error") ?? []
                                     select $"{error.Attribute("type")?.Value}: {error.Descendants("message").FirstOrDefault()?.Value}";
        return new ClassResult(Count(assembly, "passed"), Count(assembly, "skipped"), brokenRuns, [.. failures, .. errors]);
    }

    private static int Count(XElement? assembly, string name) =>
        int.Parse(assembly?.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
}

/// <summary>What came of one class.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Skipped">Tests that skipped themselves.</param>
/// <param name="BrokenRuns">Runs that told no results.</param>
/// <param name="Failures">Names and messages of the others.</param>
internal sealed record ClassResult(int Passed, int Skipped, int BrokenRuns, IReadOnlyList<string> Failures);
