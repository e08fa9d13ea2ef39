using System.Globalization;
using System.Xml.Linq;

namespace Keepalive.Wine.Tests.Support;

/// <summary>A test program of xunit.v3, published for Windows.</summary>
/// <param name="windows">Where it runs.</param>
/// <param name="program">Its Windows path.</param>
/// <param name="leftOut">Runner options that leave tests out.</param>
internal sealed class WindowsTestProgram(WinePrefix windows, string program, string[] leftOut)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);

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

    /// <summary>Runs one class; again, when the run breaks off before it can tell its results.</summary>
    public async Task<ClassResult> RunAsync(string className, int attempts)
    {
        string broken = string.Empty;
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            string results = $@"C:\results-{className}-{attempt}.xml";
            broken = await TryRunAsync(className, results);
            if (File.Exists(windows.Outside(results)))
            {
                return Read(XDocument.Load(windows.Outside(results)).Root!.Element("assembly"), attempt);
            }
        }

        return new ClassResult(0, 0, attempts, [$"{className} broke off {attempts} times, the last time with: {broken}"]);
    }

    private async Task<string> TryRunAsync(string className, string results)
    {
        try
        {
            Run run = await windows.RunAsync(Limit, Variables, program, ["-noLogo", "-noColor", "-class", className, "-xml", results, .. leftOut]);
            return $"{run.ExitStatus}\n{run.Output}\n{run.Errors}";
        }
        catch (TimeoutException exception)
        {
            return exception.Message;
        }
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
