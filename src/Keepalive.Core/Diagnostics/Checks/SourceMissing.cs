using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A profile with settings, and with nothing to get credentials from.</summary>
internal sealed class SourceMissing() : DiagnosticCheck(
    "KA114", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "The profile in use has no source of credentials",
    "Without keys, a sign-in or a credential_process there is no credential, unless the machine itself has a role.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && !HasMeansOfItsOwn(context) && context.Session?.ErrorCode == KeepaliveErrorCode.CredentialNotFound
            && SsoUse.Of(profile) is null && profile["role_arn"] is null)
        {
            yield return Found(
                $"Profile '{profile.Name}' (chosen by {context.Choice.ChosenBy}) has neither keys nor sso_session, role_arn, login_session or credential_process.",
                "Run your login tool, run 'aws configure sso', or choose another profile with --profile or AWS_PROFILE.",
                (profile.Config ?? profile.Credentials)?.File.Path, milder: IsExported(context) ? null : DiagnosticSeverity.Warning);
        }
    }

    /// <summary>Keys or tokens that override any profile, or come from the machine.</summary>
    private static bool HasMeansOfItsOwn(DiagnosticContext context) =>
        ((string[])["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_BEARER_TOKEN_BEDROCK"])
            .Any(name => context.ClientVariable(name) is { Length: > 0 });

    /// <summary>With our export in place, nothing else is asked.</summary>
    private static bool IsExported(DiagnosticContext context) =>
        context.FindSetting(Slots.ExportSetting) is { Text: { } command } && Ownership.IsCommand(command);
}
