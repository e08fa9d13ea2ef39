using Keepalive.Credentials;
using Keepalive.Profiles;
using Keepalive.Sessions;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Keys of a login tool that are past, or that AWS refuses, and nothing else to take.</summary>
internal sealed class KeysEnded() : DiagnosticCheck(
    "KA207", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "The keys of the profile in use have ended",
    "Every request is refused until a login tool writes new ones.")
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
                $"The keys in the environment variables, which go before every profile, {End(session)}.",
                "Unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or start Claude Code again with fresh ones.");
        }
        else if (session.Source is CredentialSourceKind.CredentialsFile or CredentialSourceKind.ConfigFile && StaticKeys.Find(context.InUse!) is { } keys)
        {
            ProfileProperty? place = keys.Section.Properties.GetValueOrDefault("aws_access_key_id");
            yield return Found(
                $"The keys of profile '{session.Profile}' in {context.Brief(keys.Section.File.Path)} {End(session)}.",
                session.Renewal == SessionRenewal.AutoLogin ? "Run 'claude-aws refresh', which signs in by itself." : "Sign in with your login tool.", place?.File, place?.Line,
                milder: session.Renewal == SessionRenewal.AutoLogin ? DiagnosticSeverity.Warning : null);
        }
    }

    /// <summary>What ends in less than a minute counts as ended: no request would be done in time.</summary>
    private static string End(SessionSnapshot session) => session switch
    {
        { Verdict: SessionVerdict.Revoked } => "are refused by AWS, although their end has not come",
        { Remaining: { } left } when left > TimeSpan.Zero => $"end in {Duration.Format(left)}, too soon to be handed out",
        _ => $"ended {Duration.Format(-session.Remaining!.Value)} ago",
    };
}
