using Keepalive.Credentials;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A profile whose credentials Keepalive can't get.</summary>
internal sealed class SourceUnsupported() : DiagnosticCheck(
    "KA112", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "Keepalive can't get credentials from the source of the profile in use",
    "'claude-aws export' and 'claude-aws refresh' fail for this profile, so its credential is not renewed.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && Refusal(context) is { } refusal)
        {
            yield return FoundIn(context, profile, refusal.Message, refusal.Advice, profile["role_arn"] ?? profile["login_session"]);
        }
    }

    private static KeepaliveException? Refusal(DiagnosticContext context)
    {
        try
        {
            return new CredentialResolver(context.Environment, context.Configuration, context.Clock).FindRefusal(context.InUse!);
        }
        catch (KeepaliveException)
        {
            return null; // Another check tells of keys that can't be keys.
        }
    }
}
