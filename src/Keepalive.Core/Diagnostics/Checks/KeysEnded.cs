using Keepalive.Credentials;
using Keepalive.Profiles;
using Keepalive.Sessions;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Keys of a login tool that have expired or that AWS rejects, without another source.</summary>
internal sealed class KeysEnded() : DiagnosticCheck(
    "KA207", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "The keys of the profile in use have expired",
    "AWS rejects every request until a login tool writes new keys.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Session is not { Verdict: SessionVerdict.Expired or SessionVerdict.Revoked } session)
        {
            yield break;
        }

        if (session.Source == CredentialSourceKind.Environment)
        {
            yield return Found(
                $"The keys in the environment variables, which override every profile, {End(session)}.",
                "Unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or start Claude Code again with new ones.");
        }
        else if (session.Source is CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile && StaticKeys.Find(context.InUse!) is { } keys)
        {
            ProfileProperty? place = keys.Section.Properties.GetValueOrDefault("aws_access_key_id");
            yield return Found(
                $"The keys of profile '{session.Profile}' in {context.Brief(keys.Section.File.Path)} {End(session)}.",
                session.Renewal == SessionRenewal.AutoLogin ? "Run 'claude-aws refresh', which runs the automatic login." : "Sign in with your login tool.", place?.File, place?.Line,
                milder: session.Renewal == SessionRenewal.AutoLogin ? DiagnosticSeverity.Warning : null);
        }
    }

    /// <summary>Keys that expire in less than a minute are treated as expired: no request would finish in time.</summary>
    private static string End(SessionSnapshot session) => session switch
    {
        { Verdict: SessionVerdict.Revoked } => "are rejected by AWS, although they have not expired",
        { Remaining: { } left } when left > TimeSpan.Zero => $"expire in {Duration.Format(left)}, so they can't be used any more",
        _ => $"expired {Duration.Format(-session.Remaining!.Value)} ago",
    };
}
