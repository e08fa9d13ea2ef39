using Keepalive.ModuleTests;

namespace Keepalive.Wine.Tests;

/// <summary>What of the module's tests fails for Wine's sake, or can't be seen there, each with its reason. Nothing else is left out.</summary>
internal static class WineLimits
{
    private const string NoMatch = "Wine 8 finds no match for the DOS wildcards that .NET 10 gives it (cmd.*), so PowerShell finds no program by its bare name.";

    /// <summary>Files that are not run.</summary>
    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["Isolation.Tests.ps1"] = "It loads assemblies out of the package folder of the build, which this Windows does not have.",
        ["Policy.Tests.ps1"] = "It changes /etc in a namespace of Linux.",
        ["Desktop.Policy.Tests.ps1"] = "It is the same file.",
    };

    /// <summary>Tests that fail: the file, the whole name with that of its blocks, and why. One that passes has to be taken out.</summary>
    public static readonly IReadOnlyList<(string File, string Name, string Reason)> Tests =
    [
        ("PowerShellProfile.Tests.ps1", "about_KeepaliveProfile.completes claude-aws expo of claude-aws with export", NoMatch),
        ("PowerShellProfile.Tests.ps1", "about_KeepaliveProfile.completes claude-aws export --pro of claude-aws with --profile", NoMatch),
        ("PowerShellProfile.Tests.ps1", "about_KeepaliveProfile.completes claude-aws export --profile de of claude-aws with default dev", NoMatch),
        ("PowerShellProfile.Tests.ps1", "about_KeepaliveProfile.completes claude-aws export --profile tw of claude-aws with 'two words'", NoMatch),
        ("PowerShellProfile.Tests.ps1", "about_KeepaliveProfile.finds claude-aws in the module", NoMatch),
    ];

    /// <summary>Files that run on demand alone: they start many shells or companions, which Wine does slowly (two seconds of a processor each, or one), or wait for services.</summary>
    public static readonly IReadOnlySet<string> SlowFiles = new HashSet<string>
    {
        "Connect-ClaudeAws.Tests.ps1",
        "Desktop.Display.Tests.ps1",
        "Desktop.Get-ClaudeAwsCredential.Tests.ps1",
        "Desktop.Stop.Tests.ps1",
        "Desktop.Test-ClaudeAwsSession.Tests.ps1",
        "Disconnect-ClaudeAws.Tests.ps1",
        "Display.Tests.ps1",
        "Get-ClaudeAwsSecret.Tests.ps1",
        "Get-ClaudeAwsSession.Tests.ps1",
        "HostileText.Tests.ps1",
        "Invoke-ClaudeAwsRefresh.Tests.ps1",
        "PowerShellProfile.Tests.ps1",
        "Stop.Tests.ps1",
        "Test-ClaudeAwsSession.Tests.ps1",
        "Test-ClaudeAwsSetup.Tests.ps1",
        "Use-ClaudeAwsCredential.Tests.ps1",
    };

    /// <summary>What is wrong with an outcome: failures that are not listed, listed tests that did not fail, and nothing that ran without its reason.</summary>
    public static IEnumerable<string> Problems(string file, PesterOutcome outcome)
    {
        string[] expected = [.. Tests.Where(limit => limit.File == file).Select(limit => limit.Name)];
        IReadOnlyList<PesterFailure> failures = outcome.Failures;
        return
        [
            .. failures.Count == 0 && !outcome.Succeeded ? [$"{file}: {outcome.Describe()}"] : Array.Empty<string>(),
            .. failures.Where(failure => !expected.Contains(failure.Name)).Select(failure => $"{file}: {failure.Name}\n{failure.Message}"),
            .. expected.Except(failures.Select(failure => failure.Name)).Select(name => $"{file}: {name}\nIt is in WineLimits, and did not fail: take it out."),
        ];
    }
}
