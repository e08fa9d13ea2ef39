using Keepalive.Configuration;
using Keepalive.Secrets;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Secrets in a file without encryption.</summary>
internal sealed class PlainTextSecrets() : DiagnosticCheck(
    "KA504", DiagnosticArea.AutoLogin, DiagnosticSeverity.Warning,
    "Secrets are stored in an unencrypted file",
    "Anyone who can read your files, a backup or this disk can read your password.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.OwnSettings.SecretStore == PlainTextFileStore.StoreName)
        {
            yield return Found(
                "The setting secretStore is 'plaintext'.", "If the system has a secret store, run 'claude-aws config unset secretStore', then 'claude-aws secret set'.",
                ConfigurationFile.Locate(context.Environment));
        }
    }
}
