namespace Keepalive.ModuleTests;

/// <summary>The Pester files of Keepalive.Desktop.</summary>
internal static class DesktopFiles
{
    /// <summary>Begins the name of each.</summary>
    private const string Prefix = "Desktop.";

    /// <summary>Its own files, and of the files of Keepalive's cmdlets, which it runs once more, those that ask for most of it. The others double the time of all.</summary>
    private static readonly string[] s_byDefault =
    [
        "Desktop.Companion.Tests.ps1", "Desktop.Display.Tests.ps1", "Desktop.Get-ClaudeAwsCredential.Tests.ps1", "Desktop.Manifest.Tests.ps1", "Desktop.Parity.Tests.ps1", "Desktop.Stop.Tests.ps1",
        "Desktop.Test-ClaudeAwsSession.Tests.ps1",
    ];

    private static readonly bool s_runsAll = Environment.GetEnvironmentVariable("KEEPALIVE_DESKTOP") == "1";

    /// <summary>A file of another module is run as well.</summary>
    public static bool IsRun(string file) => s_runsAll || !file.StartsWith(Prefix, StringComparison.Ordinal) || s_byDefault.Contains(file);
}
