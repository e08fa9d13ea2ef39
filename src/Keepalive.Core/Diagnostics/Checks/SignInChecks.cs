using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;
using Keepalive.IdentityCenter;
using Keepalive.Sessions;
using Keepalive.Tokens;

namespace Keepalive.Diagnostics.Checks;

/// <summary>There is no sign-in for the profile in use.</summary>
internal sealed class NotSignedIn() : DiagnosticCheck(
    "KA201", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "You are not signed in",
    "There is no token for the profile in use, so Keepalive can't get a credential.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.SignIn is { Session: { } session } use && context.Cache.Fault is null && context.Cache.Find(session) is null)
        {
            yield return Found($"Profile '{use.Profile.Name}' signs in to '{session.DisplayName}', but there is no token file for it.", "Run: claude-aws login", context.Cache.Path,
                milder: StaticKeys.Find(use.Profile) is null ? null : DiagnosticSeverity.Warning);
        }

        if (ConsoleLoginUse.Of(context) is { Token: null, Fault: null } login)
        {
            yield return Found($"Profile '{login.Profile.Name}' uses the session '{login.Session.DisplayName}' of aws login, but there is no file for it.", "Run: claude-aws login", login.Path,
                milder: StaticKeys.Find(login.Profile) is null ? null : DiagnosticSeverity.Warning);
        }
    }
}

/// <summary>A token that has expired and can't be renewed.</summary>
internal sealed class SignInEnded() : DiagnosticCheck(
    "KA202", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "The sign-in has expired",
    "The token has expired and can't be renewed. Every request fails until you sign in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { } found && !found.Status.Serves && !found.Token.CanBeRefreshed(context.Now))
        {
            yield return Found(
                $"The token of '{found.Use.Session!.DisplayName}' {End(found.Status.Left)}, and {Reason(found.Token, context.Now)}.",
                "Run: claude-aws login", found.File.Path, milder: StaticKeys.Find(found.Use.Profile) is null ? null : DiagnosticSeverity.Warning);
        }

        if (ConsoleLoginUse.Of(context) is { Token: { Missing: { } missing } token } login && token.Expires - context.Now <= TokenStatus.LastUsable)
        {
            yield return Found(
                $"The credential of '{login.Session.DisplayName}' {End(token.Expires - context.Now)}, and its file has no {missing}.",
                "Run: claude-aws login", login.Path, milder: StaticKeys.Find(login.Profile) is null ? null : DiagnosticSeverity.Warning);
        }
    }

    private static string End(TimeSpan left) => left > TimeSpan.Zero ? $"ends in {Duration.Format(left)}" : $"ended {Duration.Format(-left)} ago";

    private static string Reason(SsoToken token, DateTimeOffset now) =>
        token.RefreshToken is null ? "it came without a refresh token" : token.RegistrationExpires <= now ? "its client registration has expired too" : "its client registration is not in the file";
}

/// <summary>A token that will end, for want of a refresh token.</summary>
internal sealed class NothingToRenewWith() : DiagnosticCheck(
    "KA203", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "The token can't be renewed",
    "When it expires, you must sign in during your work.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { Use.IsLegacy: false } found && found.Status.Serves && found.Token.RefreshToken is null)
        {
            yield return Found(
                $"The token of '{found.Use.SessionName}' has no refresh token, and expires in {Duration.Format(found.Status.Left)}.",
                "Sign in with 'claude-aws login', which requests a refresh token. If you still get none, your administrator must allow it.", found.File.Path);
        }
    }
}

/// <summary>A refresh token whose client is not known any more.</summary>
internal sealed class RegistrationEnded() : DiagnosticCheck(
    "KA204", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "The client registration has expired",
    "The token can't be renewed. When it expires, you must sign in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { } found && found.Token.RefreshToken is not null && found.Status.Serves && !found.Token.CanBeRefreshed(context.Now))
        {
            yield return Found(
                found.Token.RegistrationExpires is { } ended
                    ? $"The client registration for the token of '{found.Use.Session!.DisplayName}' expired {Duration.Format(context.Now - ended)} ago."
                    : $"The token file of '{found.Use.Session!.DisplayName}' does not contain the client registration.",
                "Sign in with 'claude-aws login' before the token expires.", found.File.Path);
        }
    }
}

/// <summary>Several token files for one Identity Center.</summary>
internal sealed class DuplicateTokens() : DiagnosticCheck(
    "KA205", DiagnosticArea.SignIn, DiagnosticSeverity.Information,
    "One Identity Center has several tokens",
    "Each token is renewed and expires separately: a sign-in renews only one of them.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        foreach (IGrouping<string, TokenFile> group in context.Cache.Files
            .Where(file => file is { Token: not null, StartUrl.Length: > 0 })
            .GroupBy(file => StartUrl.Plain(file.StartUrl!), StringComparer.Ordinal)
            .Where(group => group.Count() > 1))
        {
            TokenFile[] useless = [.. group.Where(file => IsUseless(context, file))];
            bool helps = useless.Length == group.Count() - 1;
            yield return Found(
                $"{PortalUrl.Shown(group.First().StartUrl!)} has {group.Count()} token files in {context.Brief(context.Cache.Path)}.",
                helps ? "Delete the expired token files that no profile uses." : "Use the same sso-session in all profiles with this start URL. To delete all tokens, run 'aws sso logout'.",
                context.Cache.Path, repair: helps ? new MoveAside([.. useless.Select(file => file.Path)]) : null);
        }
    }

    /// <summary>Past, without a way to renew it, and of no session here: a token that lives may be that of another tool.</summary>
    private static bool IsUseless(DiagnosticContext context, TokenFile file) =>
        context.Files is not null && file.Token!.Expires <= context.Now && !file.Token.CanBeRefreshed(context.Now)
        && !Names(context).Any(name => $"{CacheFileName.Of(name)}.json" == Path.GetFileName(file.Path));

    private static IEnumerable<string> Names(DiagnosticContext context) =>
    [
        .. context.Config.Content!.Document.Sections.Where(section => section.Type == IniSectionType.SsoSession).Select(section => section.Name),
        .. context.Files!.All().Select(profile => profile["sso_start_url"]?.Value).OfType<string>(),
    ];
}

/// <summary>A refresh token that the service has refused.</summary>
internal sealed class RefusedRenewal() : DiagnosticCheck(
    "KA206", DiagnosticArea.SignIn, DiagnosticSeverity.Error,
    "The service rejected the renewal of the token",
    "The refresh token was already used or was revoked. You must sign in when the current token expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (SignedIn.Of(context) is { } found && found.Token.CanBeRefreshed(context.Now) && !found.Status.CanBeRefreshed)
        {
            yield return Found($"The refresh token of '{found.Use.Session!.DisplayName}' was rejected.", "Run: claude-aws login", found.File.Path);
        }

        if (ConsoleLoginUse.Of(context) is { IsRefused: true } login)
        {
            yield return Found($"The refresh token of '{login.Session.DisplayName}' was rejected.", "Run: claude-aws login", login.Path);
        }
    }
}

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

/// <summary>Something is there to tell when the keys end, and can't be read.</summary>
internal sealed class EndUnreadable() : DiagnosticCheck(
    "KA208", DiagnosticArea.SignIn, DiagnosticSeverity.Warning,
    "The expiry of the keys of the profile in use can't be read",
    "Without the expiry, Keepalive can't warn or renew before the keys expire. The keys are used until AWS rejects them.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && StaticKeys.Find(profile) is { } keys && keys.FindExpiry(context.OwnSettings.ExpirationField, context.Clock) is null
            && ExpiryDiscovery.FindFault(keys.Section, context.OwnSettings.ExpirationField) is { } fault)
        {
            yield return FoundIn(
                context, profile, $"In profile '{profile.Name}' {fault}.", "Make the login tool write a time such as 2026-11-21T12:30:00Z, or set expirationField to the config key that holds the expiry.",
                keys.Section.Properties.GetValueOrDefault("aws_access_key_id"));
        }
    }
}
