using Keepalive.Configuration;

namespace Keepalive.Diagnostics.Checks;

/// <summary>No store for the password that the recipe types.</summary>
internal sealed class StoreUnusable() : DiagnosticCheck(
    "KA506", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The store of the login password can't be used",
    "The password can't be read, so automatic login fails.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.LoginMeans.StoreFault is { } fault)
        {
            yield return Found(fault.Message, fault.Advice, ConfigurationFile.Locate(context.Environment));
        }
    }
}
