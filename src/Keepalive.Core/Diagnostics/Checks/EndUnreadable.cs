using Keepalive.Credentials;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Something is there to tell when the keys end, and can't be read.</summary>
internal sealed class EndUnreadable() : DiagnosticCheck(
    "KA208", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "The expiry of the keys of the profile in use can't be read",
    "Without the expiry, Keepalive can't warn or renew before the keys expire. The keys are used until AWS rejects them.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && StaticKeys.Find(profile) is { } keys && keys.FindExpiry(context.OwnSettings.ExpirationField, context.Clock) is null
            && ExpiryDiscovery.FindFault(keys.Section, context.OwnSettings.ExpirationField) is { } fault)
        {
            yield return FoundIn(
                context, profile, $"In profile '{profile.Name}' {fault}.", "Make the login tool write a time such as 2026-11-21T12:30:00Z, or set expirationField to the key that holds the expiry.",
                keys.Section.Properties.GetValueOrDefault("aws_access_key_id"));
        }
    }
}
