using System.Diagnostics;

namespace Keepalive.Packaging;

/// <summary>Runs the tools that make a part of a package.</summary>
internal static class Command
{
    /// <summary>Runs a program and returns its output; what it says besides goes to the error stream.</summary>
    /// <exception cref="PackagingException">It failed, or there is no such program.</exception>
    public static async Task<string> ReadAsync(string program, string[] arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        // The MSBuild that started this process has told itself things that do not hold for another one.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start) ?? throw new PackagingException($"'{program}' did not start.");
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new PackagingException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}:\n{output}");
    }

    public static Task<string> DotNetAsync(params string[] arguments) => ReadAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments);

    /// <summary>Whether a program is on PATH.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
