namespace Keepalive.Diagnostics.Checks;

/// <summary>HOME and USERPROFILE that lead to two places.</summary>
internal sealed class TwoHomes() : DiagnosticCheck(
    "KA306", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "HOME and USERPROFILE are different folders",
    "Claude Code reads the files below HOME, the aws CLI those below USERPROFILE. A sign-in with one of them is not seen by the other.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Environment is { IsWindows: true } environment && environment.Get("HOME") is { } home && environment.Get("USERPROFILE") is { } profile
            && !Plain(home).Equals(Plain(profile), StringComparison.OrdinalIgnoreCase))
        {
            yield return Found($"HOME is {home}, USERPROFILE is {profile}.", "Unset HOME, or set it to the folder of USERPROFILE.");
        }
    }

    private static string Plain(string folder)
    {
        string plain = folder.Replace('/', '\\').TrimEnd('\\');
        return plain is ['\\', var drive, '\\', ..] ? $"{drive}:{plain[2..]}" : plain;
    }
}
