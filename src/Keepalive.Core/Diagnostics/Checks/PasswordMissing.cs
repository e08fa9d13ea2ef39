using Keepalive.Configuration;

namespace Keepalive.Diagnostics.Checks;

/// <summary>The store has no password for the recipe.</summary>
internal sealed class PasswordMissing() : DiagnosticCheck(
    "KA507", DiagnosticArea.AutoLogin, DiagnosticSeverity.Warning,
    "No password is stored for the recipe",
    "The login fails when the login tool asks for the password.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.LoginMeans is { HasPassword: false, Recipe.Name: var recipe, Password: { } name })
        {
            yield return Found($"Recipe '{recipe}' needs the {name}, which is not stored.", "Store it with 'claude-aws secret set'.", ConfigurationFile.Locate(context.Environment));
        }
    }
}
