using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A token file that is empty, torn or something else.</summary>
internal sealed class BrokenTokenFile() : DiagnosticCheck(
    "KA007", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "A token file in the sign-in cache is empty or damaged",
    "Tools that read all token files fail. If it is the token of the profile in use, you are not signed in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Cache.Fault is { } fault)
        {
            yield return Found($"{context.Brief(context.Cache.Path)} can't be read: {fault}.", "Give your account the right to read the folder.", context.Cache.Path);
        }

        TokenFile? own = context.SignIn?.Session is { } session ? context.Cache.Find(session) : null;
        foreach (TokenFile file in context.Cache.Files.Where(file => file.Fault is not null))
        {
            yield return new DiagnosticFinding(
                Id, Area, file == own ? DiagnosticSeverity.Error : Severity, Title, $"{context.Brief(file.Path)}: {file.Fault}.", Why,
                file == own ? "Sign in again with 'claude-aws login'. It writes a new file." : "Delete the file. The next sign-in writes a new one.", file.Path, null)
            {
                Repair = file != own && file.IsRead ? new MoveAside(file.Path) : null,
            };
        }
    }
}
