namespace Keepalive.Wine.Tests;

/// <summary>What of the module's tests fails for Wine's sake, or can't be seen there, each with its reason. Nothing else is left out.</summary>
internal static class WineLimits
{
    private const string Sandbox = "It starts the Sandbox, which is not published for Windows here yet.";

    /// <summary>Files that are not run.</summary>
    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["Isolation.Tests.ps1"] = "It loads assemblies out of the package folder of the build, which this Windows does not have.",
        ["Policy.Tests.ps1"] = "It changes /etc in a namespace of Linux.",
        ["Connect-ClaudeAws.Tests.ps1"] = Sandbox,
        ["Disconnect-ClaudeAws.Tests.ps1"] = Sandbox,
        ["Invoke-ClaudeAwsRefresh.Tests.ps1"] = Sandbox,
        ["Invoke-ClaudeAwsLogin.Tests.ps1"] = "Its login tool is a script for sh. A tool for Windows is still to be written.",
        ["HostileText.Tests.ps1"] = "Its names are no names of files on Windows.",
    };

    /// <summary>The beginning of the files of Keepalive.Desktop, which is not laid out under Wine yet.</summary>
    public const string OtherModule = "Desktop.";

    /// <summary>Tests that may fail: the beginning of the name, with that of its blocks.</summary>
    public static readonly IReadOnlyList<(string Name, string Reason)> Tests =
    [
        ("PowerShellProfile", "Wine 8 finds no match for DOS wildcards, so PowerShell finds no program by its bare name."),
        ("Completion of values that help.completes Set-ClaudeAwsSecret -Account p", "Our test: it writes the configuration where Unix has it."),
        ("Completion of values that help.completes Test-ClaudeAwsSecret -Account c", "Our test: it writes the configuration where Unix has it."),
        ("Completion of values that help.completes Set-ClaudeAwsConfiguration loginAccount pa", "Our test: it writes the configuration where Unix has it."),
        ("Display.shows no label without a value", "Our test: it takes away the home folder in the way of Unix."),
        ("Uninstall-ClaudeAwsKeepalive.", "One of its tests fails, and the cause has not been looked for."),
    ];
}
