using Keepalive.Configuration;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A recipe that is not there or not right.</summary>
internal sealed class RecipeUnusable() : DiagnosticCheck(
    "KA501", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The recipe of the profile in use can't be used",
    "Automatic login will fail when the credential expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.LoginMeans.RecipeFault is { } fault)
        {
            yield return Found(fault.Message, fault.Advice, ConfigurationFile.Locate(context.Environment));
        }
    }
}
