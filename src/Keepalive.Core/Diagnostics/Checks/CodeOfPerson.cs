using Keepalive.Aws.Profiles;
using Keepalive.Credentials;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.Checks;

/// <summary>An MFA session that has ended, or was never made, and codes that only a person can give.</summary>
internal sealed class CodeOfPerson() : DiagnosticCheck(
    "KA210", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "A code of an MFA device is needed",
    "Requests fail until you enter a code. One code serves all roles of the key for 12 hours.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context is { InUse: { } profile, Session: { ErrorCode: KeepaliveErrorCode.MfaCodeNeeded, MfaDevice: { } device } })
        {
            string named = profile.Name == "default" ? string.Empty : $" {CommandWord.Profile(profile.Name)}";
            yield return FoundIn(
                context, profile, $"Profile '{profile.Name}' needs a code of the MFA device {MfaCodes.NameOf(device)}, and no seed of the device is stored.",
                $"Run 'claude-aws refresh{named}' and enter the code. To avoid this question, store the device's seed with 'claude-aws secret set --kind totp{named}', or set mfa_process.",
                LongTermKeys.DeviceOf(profile) ?? LongTermKeys.Find(profile)?.Device ?? RoleSettings.Find(profile, "role_arn"));
        }
    }
}
