using System.Reflection;

namespace Keepalive.ModuleTests;

/// <summary>Runs the Pester files as part of <c>dotnet test</c>, each in its own process.</summary>
public sealed class PesterSuite(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string Folder = typeof(PesterSuite).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "TestFolder").Value!;

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Passes(string file)
    {
        Assert.SkipWhen(PowerShellHost.WhyNot is not null, PowerShellHost.WhyNot ?? string.Empty);
        PesterOutcome outcome = PowerShellHost.RunPesterFile(Folder, file, Limit);
        output.WriteLine($"{file}: {outcome.Summary}");
        Assert.True(outcome.Succeeded, $"{file}: {outcome.Describe()}");
    }
}
