using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A settings file that Claude Code can't read.</summary>
internal sealed class SettingsBroken() : DiagnosticCheck(
    "KA401", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "A settings file of Claude Code can't be read",
    "Claude Code ignores all settings in the file, including the helpers.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in context.Settings
        where file.Fault is not null
        select Found(file.Fault!.Message, file.Fault!.Advice, file.Path);
}

/// <summary>Settings in a file that Claude Code does not read.</summary>
internal sealed class MisplacedSettings() : DiagnosticCheck(
    "KA406", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Claude Code does not read a settings file of this name",
    "All settings in it are ignored.")
{
    private static readonly string[] s_names = ["settings-local.json", "setting.json", "settings.jsonc", "settings.json.txt"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from folder in ((string[])[SettingsLocation.UserFolder(context.Environment), context.Environment.Combine(context.WorkingDirectory, ".claude")]).Distinct()
        from name in s_names
        let path = context.Environment.Combine(folder, name)
        where File.Exists(path)
        let repair = Repair(context, path, name)
        select Found(
            $"Claude Code does not read {context.Brief(path)}.",
            repair is null ? "Move its settings to settings.json or settings.local.json in the same folder." : "Rename it to settings.json.", path, repair: repair);

    /// <summary>The person's own alone: to bring a project's hooks to life is a decision, not a repair.</summary>
    private static GiveName? Repair(DiagnosticContext context, string path, string name)
    {
        string folder = SettingsLocation.UserFolder(context.Environment);
        string settings = context.Environment.Combine(folder, "settings.json");
        return path == context.Environment.Combine(folder, name) && name != "settings-local.json" && !Path.Exists(settings)
            && IsSound(path, context.Clock) && s_names.Skip(1).Count(other => File.Exists(context.Environment.Combine(folder, other))) == 1
            ? new GiveName(path, settings)
            : null;
    }

    private static bool IsSound(string path, TimeProvider clock)
    {
        try
        {
            return EditableFile.Read(path, clock).Parse().Root is null or { Kind: JsoncKind.Object };
        }
        catch (KeepaliveException)
        {
            return false;
        }
    }
}

/// <summary>Gives a file the name under which it is read.</summary>
internal sealed class GiveName(string from, string to) : IRepair
{
    public void Change(RepairDraft draft)
    {
        DraftFile old = draft.Open(from);
        DraftFile named = draft.Open(to);
        if (named.Content is null)
        {
            (named.Content, named.Mode, old.Content) = (old.Content, old.ModeBefore, null);
        }
    }
}

/// <summary>A switch that turns the hooks and the status line off.</summary>
internal sealed class HooksDisabled() : DiagnosticCheck(
    "KA407", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Hooks and status line are switched off",
    "You are not warned before the credential expires, and prompts are sent although the credential has expired.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from key in (string[])["disableAllHooks", "allowManagedHooksOnly"]
        let setting = key == "disableAllHooks" ? context.FindSetting(key) : context.FindManagedSetting(key)
        where setting is { IsTrue: true }
        select Found($"{setting.Place(context)} sets {key}.", key == "disableAllHooks" ? "Remove the setting, unless this is intended." : "Ask your administrator to allow the hooks of 'claude-aws check'.", setting.File.Path, setting.Line);
}

/// <summary>A helper that a stronger settings file takes the place of.</summary>
internal sealed class OverruledHelper() : DiagnosticCheck(
    "KA408", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "A helper is set in several files",
    "Claude Code calls only one of them. The order is: managed, local, project, user.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from slot in Slots.Commands.Select(slot => slot.Name)
        let places = context.SettingsInUse.Select(file => file.Find(slot)).OfType<ClaudeSetting>().ToArray()
        where places.Length > 1 && places.Skip(1).Any(place => !place.File.Document!.TextOf(place.Node).SequenceEqual(places[0].File.Document!.TextOf(places[0].Node)))
        select Found(
            $"{slot} of {places[0].Place(context)} is used; it overrides the one in {WordList.And(places.Skip(1).Select(place => place.Place(context)))}.",
            "If this is intended, do nothing. Otherwise remove it from the first file.", places[0].File.Path, places[0].Line);
}

/// <summary>Claude Code on Bedrock that calls nothing to get credentials.</summary>
internal sealed class NotWired() : DiagnosticCheck(
    "KA409", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "Claude Code uses Bedrock, but no helper is set for its credentials",
    "Claude Code uses its default credential chain, and stops working when that credential expires.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.ClientVariable("CLAUDE_CODE_USE_BEDROCK") is { } value && value is not ("0" or "false")
            && Slots.OfCredentials.All(slot => context.Settings.All(file => file.Find(slot.Path) is null)))
        {
            yield return Found($"Neither {string.Join(" nor ", Slots.OfCredentials.Select(slot => slot.Name))} is set in any settings file.", "Run: claude-aws install");
        }
    }
}

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

/// <summary>Helpers of a project in a folder that the person has not trusted.</summary>
internal sealed class UntrustedFolder() : DiagnosticCheck(
    "KA411", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "This folder's settings contain helpers, but Claude Code does not trust the folder",
    "Until you trust the folder, Claude Code in a terminal does not run its helpers, hooks and status line. Claude Code does not report this.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        Helper[] helpers = [.. Helper.All(context).Where(helper => helper.Setting.File.Scope is SettingsScope.Project or SettingsScope.Local)];
        if (helpers.Length > 0 && WorkspaceTrust.Of(context) == false)
        {
            yield return Found(
                $"{string.Join(", ", helpers.Select(helper => helper.Slot).Distinct())} in {context.Brief(helpers[0].Setting.File.Path)}; {context.Brief(context.WorkingDirectory)} is not trusted.",
                "Start 'claude' in the folder and confirm that you trust it, or move the helpers to your user settings.", helpers[0].Setting.File.Path, helpers[0].Setting.Line);
        }
    }
}

/// <summary>A status line of Keepalive that is not updated while Claude Code is idle.</summary>
internal sealed class StillStatusLine() : DiagnosticCheck(
    "KA418", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "The status line is not updated while Claude Code is idle",
    "Claude Code runs it only after a message, so the remaining time that it shows is out of date.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.Effective(context)
        where helper.Slot == Slots.StatusLineSetting && helper.IsOurs && helper.Setting.File.Find(Slots.StatusLineSetting, "refreshInterval") is null
        select Found($"{Slots.StatusLineSetting} in {helper.Setting.Place(context)} has no refreshInterval.", "Run 'claude-aws install', which sets it.", helper.Setting.File.Path, helper.Setting.Line);
}

/// <summary>A settings file that Claude Code reads and then does not take.</summary>
internal sealed class SettingsSkipped() : DiagnosticCheck(
    "KA420", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "Claude Code skips a settings file because one value has the wrong type",
    "Claude Code ignores all settings in the file, including the helpers. 'claude -p' does not report the problem.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in context.Settings
        where file.Document is not null
        from fault in SettingsShape.Find(file.Document!).Take(1)
        let place = JsoncPosition.Of(file.Document!.Content.Span, fault.Node.Start)
        select Found(
            $"{context.Brief(file.Path)}, line {place.Line}, column {place.Column}: {fault.Phrase}; {fault.Consequence}.",
            "Correct that value in an editor, or delete it.", file.Path, place.Line,
            fault.IsHook && !file.IsSkipped ? DiagnosticSeverity.Warning : null);
}
