namespace Keepalive.Diagnostics.Checks;

/// <summary>Several token files for one Identity Center.</summary>
internal sealed class DuplicateTokens() : DiagnosticCheck(
    "KA205", DiagnosticArea.SignIn, DiagnosticSeverity.Information,
    "One Identity Center has several tokens",
    "Each is renewed and ended for itself: a sign-in for one does nothing for the other.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.Cache.Files
        .Where(file => file is { Token: not null, StartUrl.Length: > 0 })
        .GroupBy(file => StartUrl.Plain(file.StartUrl!), StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .Select(group => Found(
            $"{group.First().StartUrl} has {group.Count()} token files in {context.Brief(context.Cache.Path)}.",
            "Give all profiles that sign in there the same sso-session; 'aws sso logout' removes all tokens.", context.Cache.Path));
}
