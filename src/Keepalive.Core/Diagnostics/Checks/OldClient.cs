using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A Claude Code that does not know, or not well, what its settings say.</summary>
internal sealed class OldClient() : DiagnosticCheck(
    "KA410", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Claude Code is too old for its settings",
    "This version ignores settings that it does not know, and does not report them.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        ClientVersion.Find(context) is not { } version ? []
        : from fact in ClientFact.All.Where(fact => version < fact.Since).DistinctBy(fact => fact.Feature)
          where IsUsed(context, fact.Feature)
          select Found($"Claude Code {version} {fact.Before}. Version {fact.Since} fixed this.", "Run: claude update");

    private static bool IsUsed(DiagnosticContext context, ClientFeature feature) => feature switch
    {
        ClientFeature.Export => context.FindSetting(Slots.ExportSetting) is not null,
        ClientFeature.FlatExport => context.FindSetting(Slots.ExportSetting)?.Text?.Contains("export-credentials", StringComparison.Ordinal) == true,
        ClientFeature.Refresh => context.FindSetting(Slots.RefreshSetting) is not null,
        ClientFeature.ProxyAndRefresh => context.FindSetting(Slots.RefreshSetting) is not null && HasProxy(context),
        ClientFeature.Hooks => HelperHooks.Of(context).Any(hook => hook.IsOurs),
        ClientFeature.WindowsHooks => context.Environment.IsWindows && HelperHooks.Of(context).Any(hook => hook.Arguments is null),
        ClientFeature.HookArguments => HelperHooks.Of(context).Any(hook => hook.Arguments is not null),
        ClientFeature.RefreshInterval => context.FindSetting(Slots.StatusLineSetting, "refreshInterval") is not null,
        ClientFeature.TwoRegions => context.SignIn is { Session.Region: var home } use && use.Profile["region"] is { Value: var region } && region != home,
        _ => context.Environment.IsWindows && context.Environment.Get("HOME") is { } home && home != context.Environment.Get("USERPROFILE"),
    };

    private static bool HasProxy(DiagnosticContext context) =>
        ((string[])["HTTPS_PROXY", "https_proxy"]).Any(name => context.ClientVariable(name) is not null);
}
