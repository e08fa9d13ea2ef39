using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyFixture(typeof(Keepalive.Packaging.Tests.Support.Packages))]

namespace Keepalive.Packaging.Tests.Support;

/// <summary>
/// The packages of the working copy, made once for all tests. They hold the native program that KEEPALIVE_COMPANION names, since compiling
/// one takes minutes; without it the tests of packages are skipped. A file takes the place of the program for Windows.
/// </summary>
public sealed class Packages : IAsyncLifetime
{
    /// <summary>All packages take four minutes beside the other tests, and more than ten on a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private readonly Lazy<Task> _made;
    private string _folder = string.Empty;

    public Packages() => _made = new Lazy<Task>(MakeAsync);

    /// <summary>The platform as .NET names it.</summary>
    public static string Rid { get; } = RuntimeInformation.RuntimeIdentifier;

    public static string PowerShell { get; } = typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PowerShell").Value!;

    /// <summary>The program that runs .NET.</summary>
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static string Version { get; } = System.Text.RegularExpressions.Regex.Match(Repository.Read("Keepalive.psd1"), @"ModuleVersion\s*=\s*'([^']+)'").Groups[1].Value;

    private static string? NativeProgram { get; } =
        Environment.GetEnvironmentVariable("KEEPALIVE_COMPANION") is { Length: > 0 } program && !File.Exists(Path.ChangeExtension(program, ".dll")) ? program : null;

    public string Output => Path.Combine(_folder, "packages");

    public string Work => Path.Combine(_folder, "work");

    private string Natives => Path.Combine(_folder, "native");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Waits for the packages; skips the test if there is no native program to pack.</summary>
    public async Task MadeAsync()
    {
        Assert.SkipWhen(NativeProgram is null, "KEEPALIVE_COMPANION names no native program, and packages hold one (.ci/run makes it).");
        await _made.Value;
    }

    /// <summary>The path of a package.</summary>
    /// <param name="pattern">Matches one file below the folder of packages.</param>
    public string Find(string pattern) => Assert.Single(Directory.EnumerateFiles(Output, pattern, SearchOption.AllDirectories));

    /// <summary>Makes the packages again, in another folder. With the least compression: nobody downloads them.</summary>
    public async Task MakeAsync(string output)
    {
        Run run = await RunAsync(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Keepalive.Packaging.exe" : "Keepalive.Packaging"),
            ["package", Repository.Root, "--output", output, "--work", Work, "--native", Natives, "--xz", "0"]);
        Assert.True(run.ExitStatus == 0, run.ToString());
    }

    internal static Task<Run> RunAsync(string program, string[] arguments, IReadOnlyDictionary<string, string?>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath() };
        foreach ((string name, string? value) in variables ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return BoundedProgram.RunAsync(start, Limit);
    }

    private async Task MakeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("keepalive-packages-").FullName;
        string own = Directory.CreateDirectory(Path.Combine(Natives, Rid)).FullName;
        File.Copy(NativeProgram!, Path.Combine(own, Path.GetFileName(NativeProgram!)));
        if (!OperatingSystem.IsWindows())
        {
            string windows = Directory.CreateDirectory(Path.Combine(Natives, "win-x64")).FullName;
            await File.WriteAllTextAsync(Path.Combine(windows, "claude-aws.exe"), "in place of the program for Windows");
        }

        await MakeAsync(Output);
    }
}
