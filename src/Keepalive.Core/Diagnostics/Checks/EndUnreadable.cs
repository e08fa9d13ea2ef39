using Keepalive.Credentials;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Something is there to tell when the keys end, and can't be read.</summary>
internal sealed class EndUnreadable() : DiagnosticCheck(
    "KA208", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "The end of the keys of the profile in use can't be read",
    "Without it nobody is warned in time, and nothing is renewed ahead; the keys are used until AWS refuses them.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && StaticKeys.Find(profile) is { } keys && keys.FindExpiry(context.OwnSettings.ExpirationField, context.Clock) is null
            && ExpiryDiscovery.FindFault(keys.Section, context.OwnSettings.ExpirationField) is { } fault)
        {
            yield return FoundIn(
                context, profile, $"In profile '{profile.Name}' {fault}.", "Let the login tool write a time such as 2026-11-21T12:30:00Z, or name the key that has one with expirationField.",
                keys.Section.Properties.GetValueOrDefault("aws_access_key_id"));
        }
    }
}
