using Keepalive.Configuration;
using Keepalive.Secrets;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Secrets in a file without encryption.</summary>
internal sealed class PlainTextSecrets() : DiagnosticCheck(
    "KA504", DiagnosticArea.AutoLogin, DiagnosticSeverity.Warning,
    "Secrets are kept in a file without encryption",
    "Whoever reads your files, a backup or this disk has your password.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.OwnSettings.SecretStore == PlainTextFileStore.StoreName)
        {
            yield return Found(
                "secretStore is plaintext.", "Run 'claude-aws config unset secretStore' where the system has a store of its own, then 'claude-aws secret set'.",
                ConfigurationFile.Locate(context.Environment));
        }
    }
}
