using Keepalive.Configuration;
using Keepalive.Login;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A recipe that is not there or not right.</summary>
internal sealed class RecipeUnusable() : DiagnosticCheck(
    "KA501", DiagnosticArea.AutoLogin, DiagnosticSeverity.Error,
    "The recipe of the profile in use can't be used",
    "Nobody is signed in by itself when the session ends.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.OwnSettings is not { ForbidAutoLogin: false, Recipe: { Length: > 0 } name })
        {
            yield break;
        }

        KeepaliveException? fault = null;
        try
        {
            _ = RecipeBook.Open(context.Environment, context.Clock).Find(name);
        }
        catch (KeepaliveException exception)
        {
            fault = exception;
        }

        if (fault is not null)
        {
            yield return Found(fault.Message, fault.Advice, ConfigurationFile.Locate(context.Environment));
        }
    }
}
