using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

// Tests only wait for their group.
[assembly: Parallelization(Mode = ParallelMode.All)]

namespace Keepalive.ModuleTests;

/// <summary>
/// Runs the Pester files as part of <c>dotnet test</c>, some in each process: Pester's own start takes longer than most files. What needs a
/// process to itself starts one.
/// </summary>
public sealed class PesterSuite(ITestOutputHelper output)
{
    /// <summary>More than processors, so that none of them has nothing left to do.</summary>
    private static readonly int s_count = Math.Max(6, Environment.ProcessorCount);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private static readonly string Folder = typeof(PesterSuite).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "TestFolder").Value!;

    private static readonly string[] s_files =
        [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>All begin with the first test, which may be of any group.</summary>
    private static readonly Lazy<Task<PesterGroup>[]> s_groups = new(() => [.. Enumerable.Range(0, s_count).Select(RunGroupAsync)]);

    private static readonly SemaphoreSlim s_processors = new(Environment.ProcessorCount);

    public static TheoryData<string> Files => [.. s_files];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Passes(string file)
    {
        Assert.SkipUnless(DesktopFiles.IsRun(file), "KEEPALIVE_DESKTOP=1 runs all files with Keepalive.Desktop: several minutes on two processors");
        PesterGroup group = await s_groups.Value[Array.IndexOf(s_files, file) % s_count];
        Assert.True(group.Outcomes.TryGetValue(file, out PesterOutcome? outcome), $"{file}: {group.WhyNone}");
        output.WriteLine($"{file}: {outcome.Summary}");
        Assert.True(outcome.Succeeded, $"{file}: {outcome.Describe()}");
    }

    private static async Task<PesterGroup> RunGroupAsync(int group)
    {
        await s_processors.WaitAsync();
        try
        {
            return await PowerShellHost.RunPesterFilesAsync(Folder, [.. s_files.Where((file, index) => index % s_count == group && DesktopFiles.IsRun(file))], Limit);
        }
        finally
        {
            s_processors.Release();
        }
    }
}
