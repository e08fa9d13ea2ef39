using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

// The files share nothing but the module that they read: as many at once as there are processors.
[assembly: Parallelization(Mode = ParallelMode.All)]

namespace Keepalive.ModuleTests;

/// <summary>Runs the Pester files as part of <c>dotnet test</c>, each in its own process.</summary>
public sealed class PesterSuite(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly string Folder = typeof(PesterSuite).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "TestFolder").Value!;

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Passes(string file)
    {
        PesterOutcome outcome = await PowerShellHost.RunPesterFileAsync(Folder, file, Limit);
        output.WriteLine($"{file}: {outcome.Summary}");
        Assert.True(outcome.Succeeded, $"{file}: {outcome.Describe()}");
    }
}
