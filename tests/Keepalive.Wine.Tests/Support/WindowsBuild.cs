using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Keepalive.Wine.Tests.Support;

/// <summary>Publishes projects of this repository for win-x64.</summary>
/// <param name="folder">Takes all that is built on the way: the projects' own obj folders are in use just now.</param>
internal sealed partial class WindowsBuild(string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Publishes one project.</summary>
    /// <param name="project">The project's folder, from the root of the repository.</param>
    /// <param name="output">Where the result goes.</param>
    /// <param name="options">More options.</param>
    /// <returns>Null, or why a machine that can't reach a package source can't do it.</returns>
    public Task<string?> PublishAsync(string project, string output, params string[] options) => RunAsync(project,
    [
        "publish", Path.Combine(Repository.Root, project), "--configuration", "Release", "--framework", "net10.0", "--runtime", "win-x64",
        "--artifacts-path", Path.Combine(folder, "artifacts"), "--output", output, "-nodeReuse:false", "-p:RunAnalyzers=false", .. options,
    ]);

    /// <summary>Lays out PowerShell for Windows, with its runtime and Pester.</summary>
    /// <param name="output">Where dotnet and PowerShell go, as below Program Files.</param>
    /// <returns>Null, or why a machine that can't reach a package source can't do it.</returns>
    public Task<string?> LayOutPowerShellAsync(string output) => RunAsync("PowerShell",
    [
        "msbuild", Path.Combine(Repository.Root, "tests/Keepalive.PowerShell"), "-restore", "-target:LayOutWindowsShell", "-nodeReuse:false",
        $"-p:WindowsShellFolder={output}", $"-p:ArtifactsPath={Path.Combine(folder, "artifacts")}",
    ]);

    private static async Task<string?> RunAsync(string project, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = Repository.Root };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        Run run = await BoundedProgram.RunAsync(start, Limit);
        if (run.ExitStatus == 0)
        {
            return null;
        }

        Match missing = MissingPack().Match(run.Output);
        return missing.Success ? $"{project} can't be published for win-x64 here: {missing.Value}" : throw new InvalidOperationException(run.Output);
    }

    /// <summary>No package source answers, or none has a runtime, host or linker pack; any other package was there to build this.</summary>
    [GeneratedRegex(@"error (NU1301:|NU110[0-3]: Unable to find package (Microsoft\.(NETCore\.App|AspNetCore\.App|WindowsDesktop\.App|NET\.ILLink)\.|PowerShell |Pester )).*")]
    private static partial Regex MissingPack();
}
