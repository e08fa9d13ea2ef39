namespace Keepalive.Diagnostics.Checks;

/// <summary>A home folder that lies on a server.</summary>
internal sealed class NetworkHome() : DiagnosticCheck(
    "KA010", DiagnosticArea.Files, DiagnosticSeverity.Information,
    "The home folder is on a network share",
    "Locks depend on the file server, and reading a credential depends on the connection.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Environment.Home is { } home && IsShare(home, context.Environment.IsWindows))
        {
            yield return Found($"{home} is a network share.", "Set CLAUDE_AWS_STATE to a folder on this machine.", home);
        }
    }

    private static bool IsShare(string home, bool isWindows)
    {
        if (isWindows && (home.StartsWith(@"\\", StringComparison.Ordinal) || home.StartsWith("//", StringComparison.Ordinal)))
        {
            return true;
        }

        try
        {
            return OperatingSystem.IsWindows() == isWindows && Path.GetPathRoot(home) is { Length: > 0 } root
                && new DriveInfo(isWindows ? root : home).DriveType == DriveType.Network;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
