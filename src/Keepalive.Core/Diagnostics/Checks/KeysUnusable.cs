using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Credentials;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Keys that lack a part, or that Claude Code does not take.</summary>
internal sealed class KeysUnusable() : DiagnosticCheck(
    "KA113", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "The keys of the profile in use can't be used",
    "The credential is incomplete, or it has no session token, which Claude Code requires from a helper.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && profile["role_arn"] is null && StaticKeys.Find(profile) is { } keys && Fault(context, keys) is { } fault)
        {
            yield return FoundIn(context, profile, fault.Message, fault.Advice, keys.Section.Properties.GetValueOrDefault("aws_access_key_id"));
        }
    }

    private static KeepaliveException? Fault(DiagnosticContext context, StaticKeys keys)
    {
        try
        {
            AwsCredential credential = keys.ToCredential(context.Choice.Name, context.OwnSettings.ExpirationField, context.Clock);
            return credential.SessionToken is null && IsExported(context) ? KeepaliveErrors.LongLivedKeyRefused(context.Choice.Name) : null;
        }
        catch (KeepaliveException fault)
        {
            return fault;
        }
    }

    private static bool IsExported(DiagnosticContext context) =>
        context.FindSetting(Slots.ExportSetting) is { Text: { } command }
        && (Ownership.IsCommand(command) || Path.GetFileNameWithoutExtension(Helper.ProgramOf(command)) == "aws");
}
