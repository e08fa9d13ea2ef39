using System.Text.RegularExpressions;
using Keepalive.Platform.Files;
using Keepalive.Platform.Json;
using Keepalive.Platform.Processes;

namespace Keepalive.Diagnostics.Facts;

/// <summary>Which Claude Code PATH finds, told by where it lies and what lies beside it: to start it would take longer than all checks.</summary>
internal static partial class ClientVersion
{
    private const string Package = "@anthropic-ai/claude-code";
    private const int MaximumLevels = 3;
    private const int MaximumLength = 1024 * 1024;

    /// <summary>The version, or null when the files do not tell.</summary>
    public static Version? Find(DiagnosticContext context) => Find(context.Environment, context.WorkingDirectory);

    /// <summary>The same, before there is a context.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="workingDirectory">The current folder.</param>
    public static Version? Find(SystemEnvironment environment, string workingDirectory)
    {
        string[] found = ProgramSearch.Find("claude", environment.Get("PATH") ?? string.Empty, environment, workingDirectory);
        try
        {
            return found.Length == 0 ? null : Of(found[0]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static Version? Of(string program)
    {
        string real = new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program;
        if (Versioned().Match(real.Replace('\\', '/')) is { Success: true } match)
        {
            return Version.TryParse(match.Groups[1].Value, out Version? named) ? named : null;
        }

        string? folder = Path.GetDirectoryName(real);
        string shim = Path.Combine(folder!, "node_modules", Package, "package.json");
        for (int level = 0; level < MaximumLevels && folder is not null; level++, folder = Path.GetDirectoryName(folder))
        {
            if (OfPackage(Path.Combine(folder, "package.json")) is { } version)
            {
                return version;
            }
        }

        return OfPackage(shim);
    }

    private static Version? OfPackage(string path) =>
        FileSnapshot.Read(path, MaximumLength, TimeProvider.System) is { Exists: true } file && JsonContent.Read(file.Content.Span) is { } json && json.Text("name") == Package
        && Version.TryParse(json.Text("version"), out Version? version)
            ? version
            : null;

    /// <summary>The native installer keeps each version as a file of that name.</summary>
    [GeneratedRegex(@"/versions/(\d+\.\d+\.\d+)$")]
    private static partial Regex Versioned();
}
