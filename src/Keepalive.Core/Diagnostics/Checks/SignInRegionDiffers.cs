using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A session of <c>aws login</c> that Claude Code's own SDK would refresh in another region than that of the sign-in.</summary>
internal sealed class SignInRegionDiffers() : DiagnosticCheck(
    "KA211", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "Claude Code would renew the session of aws login in the wrong region",
    "Its AWS SDK ignores the region of the sign-in. About a quarter of an hour after the sign-in, every request fails.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        // With our export in place, Claude Code's SDK does not renew it.
        if (ConsoleLoginUse.Of(context) is not { Token.SignInRegion: { } signedIn } use
            || (context.FindSetting(Slots.ExportSetting) is { Text: { } command } && Ownership.IsCommand(command)))
        {
            yield break;
        }

        string? used = use.Profile["region"]?.Unquoted ?? context.ClientVariable("AWS_REGION");
        if (used != signedIn)
        {
            yield return FoundIn(
                context, use.Profile,
                $"You signed in to '{use.Session.DisplayName}' in {signedIn}, but the region of profile '{use.Profile.Name}' is {used ?? "not set"}.",
                $"Run 'claude-aws install', so that Claude Code gets the credential from 'claude-aws export'. Or set 'region = {signedIn}' in the profile.",
                use.Profile["region"]);
        }
    }
}
