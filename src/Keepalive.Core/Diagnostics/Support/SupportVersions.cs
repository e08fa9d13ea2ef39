using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keepalive.Diagnostics.Facts;
using Keepalive.Platform.Processes;

namespace Keepalive.Diagnostics.Support;

/// <summary>Which versions meet on this machine.</summary>
internal static partial class SupportVersions
{
    /// <summary>The aws CLI takes half a second, and many on a machine that is busy.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const int OutputLimit = 4096;
    private const int CommitLength = 12;

    public static async Task<JsonObject> ReadAsync(DiagnosticContext context, string version, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task<string?> aws = AskAsync("aws", context, clock, cancellationToken);
        Task<string?> shell = AskAsync("pwsh", context, clock, cancellationToken);
        return new JsonObject
        {
            ["keepalive"] = Brief(version),
            ["system"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.OSArchitecture.ToString(),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["rid"] = RuntimeInformation.RuntimeIdentifier,
            ["claude"] = ClientVersion.Find(context)?.ToString(),
            ["aws"] = await aws.ConfigureAwait(false),
            ["pwsh"] = await shell.ConfigureAwait(false),
        };
    }

    /// <summary>A whole commit number would pass for a token.</summary>
    private static string Brief(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is > 0 and int plus && version.Length > plus + CommitLength + 1 ? version[..(plus + CommitLength + 1)] : version;

    /// <summary>The number alone; null where there is no such program, or it does not tell in time.</summary>
    private static async Task<string?> AskAsync(string program, DiagnosticContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        string[] found = ProgramSearch.Find(program, context.Environment.Get("PATH") ?? string.Empty, context.Environment, context.WorkingDirectory);
        if (found.Length == 0)
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            ChildOutcome outcome = await ChildProcess.RunAsync(new ChildCommand(found[0], ["--version"]), OutputLimit, either.Token).ConfigureAwait(false);
            return Number().Match(Encoding.UTF8.GetString(outcome.StandardOutput)) is { Success: true } match ? match.Value : "unknown";
        }
        catch (Exception exception) when (exception is ChildStartException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return "unknown";
        }
    }

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)+[0-9A-Za-z.-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
