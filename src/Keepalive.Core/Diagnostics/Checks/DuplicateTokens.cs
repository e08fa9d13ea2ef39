using Keepalive.Diagnostics.Repairs;
using Keepalive.Profiles;
using Keepalive.SingleSignOn;

namespace Keepalive.Diagnostics.Checks;

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
                $"{group.First().StartUrl} has {group.Count()} token files in {context.Brief(context.Cache.Path)}.",
                helps ? "Delete the expired token files that no profile uses." : "Use the same sso-session in all profiles with this start URL. 'aws sso logout' deletes all tokens.",
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
