using Keepalive.Configuration;

namespace Keepalive.Diagnostics.Checks;

/// <summary>The store has no password for the recipe.</summary>
internal sealed class PasswordMissing() : DiagnosticCheck(
    "KA507", DiagnosticArea.AutoLogin, DiagnosticSeverity.Warning,
    "No password is stored for the recipe",
    "When the login tool asks for it, the login fails.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.LoginMeans is { HasPassword: false, Recipe.Name: var recipe, Password: { } name })
        {
            yield return Found($"Recipe '{recipe}' types the {name}, which is not in the store.", "Store it with 'claude-aws secret set'.", ConfigurationFile.Locate(context.Environment));
        }
    }
}
