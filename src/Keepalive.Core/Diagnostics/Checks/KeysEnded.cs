using Keepalive.Credentials;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Keys of a login tool that have expired, without another source.</summary>
internal sealed class KeysEnded() : DiagnosticCheck(
    "KA207", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "The keys of the profile in use have expired",
    "AWS rejects every request until a login tool writes new keys.")
{
    private static readonly string[] s_otherSources = ["role_arn", "sso_session", "sso_start_url", "login_session", "credential_process"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is not { } profile || s_otherSources.Any(key => profile[key] is not null) || StaticKeys.Find(profile) is not { } keys || Expiry(context, keys) is not { } expiry
            || !expiry.HasExpired(context.Now))
        {
            yield break;
        }

        ProfileProperty? place = keys.Section.Properties.GetValueOrDefault("aws_access_key_id");
        yield return Found(
            $"The keys of profile '{profile.Name}' in {context.Brief(keys.Section.File.Path)} {End(expiry.Instant - context.Now)}.",
            context.OwnSettings.AutoLoginSetting is null ? "Sign in with your login tool." : "Run 'claude-aws refresh', which runs the automatic login.", place?.File, place?.Line,
            milder: context.OwnSettings.AutoLoginSetting is null ? null : DiagnosticSeverity.Warning);
    }

    /// <summary>Keys that expire in less than a minute are treated as expired: no request would finish in time.</summary>
    private static string End(TimeSpan left) => left > TimeSpan.Zero
        ? $"expire in {Duration.Format(left)}, so they can't be used any more"
        : $"expired {Duration.Format(-left)} ago";

    private static CredentialExpiry? Expiry(DiagnosticContext context, StaticKeys keys) =>
        keys.FindExpiry(context.OwnSettings.ExpirationField, context.Clock)
        ?? (keys.Material.AccessKeyId is { } id ? KeptExpiry.Find(context.Environment, context.Choice.Name, id, context.Clock) : null);
}
