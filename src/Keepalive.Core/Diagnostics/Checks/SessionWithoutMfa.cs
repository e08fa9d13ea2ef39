using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Sessions;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Long-lived keys whose session has no MFA, because the profile names no device.</summary>
internal sealed class SessionWithoutMfa() : DiagnosticCheck(
    "KA209", DiagnosticArea.SignIn, DiagnosticSeverity.Information,
    "Keepalive uses long-lived keys without MFA",
    "Keepalive gets temporary keys for them from AWS STS, without a code of an MFA device. If a policy of your account requires MFA, AWS rejects requests with these keys.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && StaticKeys.Find(profile) is { } keys
            && context.Session is { Verdict: SessionVerdict.LongLived, Source: CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile }
            && CredentialSources.All.All(source => profile.NamerOf(source) is null) && RoleChain.DeviceOf(profile) is null)
        {
            yield return FoundIn(
                context, profile, $"Profile '{profile.Name}' has long-lived keys and no MFA device.",
                "If your account requires MFA, add mfa_serial with the ARN of your MFA device to the profile.", keys.Section.Properties.GetValueOrDefault("aws_access_key_id"));
        }
    }
}
