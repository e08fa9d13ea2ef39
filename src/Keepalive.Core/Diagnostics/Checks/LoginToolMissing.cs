using Keepalive.Configuration;
using Keepalive.Processes;

namespace Keepalive.Diagnostics.Checks;

/// <summary>The tool of the recipe is not there.</summary>
internal sealed class LoginToolMissing() : DiagnosticCheck(
    "KA505", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The login tool of the recipe can't be started",
    "Automatic login will fail when the credential expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.LoginMeans.Recipe is { Command: [[var program, ..], ..] } recipe
            && ProgramSearch.WhyNot(program, context.Environment.Get("PATH") ?? string.Empty, context.Environment, context.WorkingDirectory) is { } reason)
        {
            yield return Found(
                $"Recipe '{recipe.Name}' calls '{program}', {reason}.", "Install the tool, or write its full path in your own recipe (about_KeepaliveRecipes).",
                ConfigurationFile.Locate(context.Environment));
        }
    }
}
