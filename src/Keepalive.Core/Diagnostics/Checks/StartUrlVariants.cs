using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Two spellings of one start URL, which are two sign-ins.</summary>
internal sealed class StartUrlVariants() : DiagnosticCheck(
    "KA110", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "The same start URL is written in two ways",
    "The name of the token file depends on the exact text, so each spelling needs a separate sign-in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.SingleSignOn
        .Where(use => use.IsLegacy && use.Find("sso_start_url") is { Value.Length: > 0 })
        .GroupBy(use => StartUrl.Plain(use.Find("sso_start_url")!.Value), StringComparer.Ordinal)
        .SelectMany(group => group.DistinctBy(use => use.Find("sso_start_url")!.Value).Skip(1), (group, use) => (First: group.First(), Other: use))
        .Select(pair => FoundIn(
            context, pair.Other.Profile,
            $"Profile '{pair.First.Profile.Name}' has {pair.First.Find("sso_start_url")!.Value}, profile '{pair.Other.Profile.Name}' {pair.Other.Find("sso_start_url")!.Value}.",
            "Use the same sso-session in both.", pair.Other.Find("sso_start_url"),
            context.Config.CanBeEdited && MoveToSession.Suits(pair.First.Profile) && MoveToSession.Suits(pair.Other.Profile) && Region(pair.First) == Region(pair.Other)
                ? new RepairTogether(new MoveToSession(context.Config, context.Cache, pair.First.Profile.Name), new MoveToSession(context.Config, context.Cache, pair.Other.Profile.Name))
                : null));

    private static string? Region(SsoUse use) => use.Find("sso_region")?.Value;
}
