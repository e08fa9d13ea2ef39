using Keepalive.Configuration;
using Keepalive.Processes;

namespace Keepalive.Diagnostics.Checks;

/// <summary>An autoLoginCmd that can't be started.</summary>
internal sealed class LoginCommandMissing() : DiagnosticCheck(
    "KA502", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The program of autoLoginCmd can't be started",
    "Automatic login will fail when the credential expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.OwnSettings is { ForbidAutoLogin: false, Recipe: null, AutoLoginCommand: { Length: > 0 } command } && Helper.ProgramOf(command) is { } program
            && ProgramSearch.WhyNot(program, context.Environment.Get("PATH") ?? string.Empty, context.Environment, context.WorkingDirectory) is { } reason)
        {
            yield return Found($"autoLoginCmd calls '{program}', {reason}.", "Write the program's full path, with 'claude-aws config set autoLoginCmd'.", ConfigurationFile.Locate(context.Environment));
        }
    }
}
