using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;
using Keepalive.Platform.Jsonc;
using Keepalive.Platform.Processes;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that can't be started.</summary>
internal sealed class HelperMissing() : DiagnosticCheck(
    "KA402", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "A program that Claude Code calls can't be started",
    "Claude Code gets no credential, sign-in or status line from the program, and does not show the reason.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.All(context)
        let program = helper.Program
        where program is not null
        let reason = ProgramSearch.WhyNot(program, context.ClientVariable("PATH") ?? string.Empty, context.Environment, context.WorkingDirectory)
        where reason is not null
        let repair = OwnHelper.Renew(context, helper)
        select new DiagnosticFinding(
            Id, Area, helper.IsMinor ? DiagnosticSeverity.Warning : Severity, Title,
            $"{helper.Slot} in {helper.Setting.Place(context)} calls '{program}', {reason}.", Why,
            repair is null ? helper.IsOurs ? "Run 'claude-aws install', which writes a path that stays valid." : "Correct the command, or correct PATH for Claude Code." : "Write the program's full path.", helper.Setting.File.Path, helper.Setting.Line)
        {
            Repair = repair,
        };
}

/// <summary>A refresh that opens a browser whenever it is called.</summary>
internal sealed class AlwaysBrowser() : DiagnosticCheck(
    "KA403", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    $"{Slots.RefreshSetting} opens a browser every time it runs",
    "Claude Code also runs it while the credential is valid. Every run opens a browser tab, in every Claude Code session.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.Effective(context)
        where helper.Slot == Slots.RefreshSetting && IsPlainLogin(helper)
        let repair = OwnHelper.Replace(context, helper)
        select Found(
            $"{Slots.RefreshSetting} in {helper.Setting.Place(context)} is 'aws sso login', which does not check the credential first.",
            $"{(repair is null ? "Run 'claude-aws install'" : "Use 'claude-aws refresh' instead")}. It does nothing while the credential is valid, and opens one tab for all sessions.",
            helper.Setting.File.Path, helper.Setting.Line, repair: repair);

    private static bool IsPlainLogin(Helper helper) =>
        helper.Program is { } program && Path.GetFileNameWithoutExtension(program.Replace('\\', '/')) == "aws"
        && helper.Command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [_, "sso", "login", ..] or [_, "login", ..];
}

/// <summary>A helper in a folder that goes away with the next version.</summary>
internal sealed class VersionedHelper() : DiagnosticCheck(
    "KA404", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A helper's path contains a version number",
    "The next upgrade deletes that folder, and the helper with it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.All(context)
        where helper.Program is { } program && ProgramPlace.IsVersioned(program)
        let repair = OwnHelper.Renew(context, helper)
        select Found(
            $"{helper.Slot} in {helper.Setting.Place(context)} calls {helper.Program}.",
            repair is null ? "Run 'claude-aws install', which writes a path without a version." : "Write a path to the same program that upgrades do not change.",
            helper.Setting.File.Path, helper.Setting.Line, repair: repair);
}

/// <summary>A command that one of the shells of Windows reads differently.</summary>
internal sealed class FragileCommand() : DiagnosticCheck(
    "KA405", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A command breaks in Git Bash or in PowerShell",
    "Claude Code runs the command in Git Bash if that is installed, otherwise in PowerShell. Git Bash drops backslashes; PowerShell does not start a quoted path.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.All(context)
        where context.Environment.IsWindows && helper.Arguments is null && IsFragile(helper)
        let repair = OwnHelper.Renew(context, helper) ?? OwnHelper.Slash(helper)
        select Found(
            $"{helper.Slot} in {helper.Setting.Place(context)} contains a backslash, or begins with a quote.",
            repair is null ? "Use forward slashes and a path without spaces, or run 'claude-aws install', which writes such a command." : "Write the path with forward slashes and without spaces, so that it needs no quotes.",
            helper.Setting.File.Path, helper.Setting.Line, repair: repair);

    /// <summary>A hook may name its shell, and then only that one reads it.</summary>
    private static bool IsFragile(Helper helper) =>
        (helper.Shell is not "powershell" && helper.Command.Contains('\\')) || (helper.Shell is not "bash" && helper.Command.TrimStart() is ['"' or '\'', ..]);
}

/// <summary>A rule that keeps Claude Code from calling <c>claude-aws</c> itself.</summary>
internal sealed class ForbiddenCommand() : DiagnosticCheck(
    "KA412", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A permission rule of Claude Code forbids claude-aws, or asks before each use",
    "Claude can't run claude-aws, and the plugin's commands, such as /keepalive:login, fail. Helpers, hooks and status line are not affected.")
{
    private const string Shell = "Bash";

    private static readonly string[] s_commands = ["claude-aws status", "claude-aws check", "claude-aws login --timeout 100", "claude-aws doctor", "claude-aws install --dry-run"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in context.SettingsInUse
        from list in (string[])["deny", "ask"]
        let rules = file.Find("permissions", list)
        where rules is { Node.Kind: JsoncKind.Array }
        from item in rules.Node.Items
        let rule = file.Document!.StringOf(item.Value)
        where rule is not null && Concerns(context, rule)
        let setting = new ClaudeSetting(file, item.Value)
        select Found(
            $"permissions.{list} in {setting.Place(context)} has {rule}.", "If this is intended, do nothing. Otherwise narrow the rule, or sign in with 'claude-aws login' in a terminal outside Claude Code.",
            file.Path, setting.Line, list == "ask" ? DiagnosticSeverity.Information : null);

    /// <summary>One for every command is told only where Keepalive is in use.</summary>
    private static bool Concerns(DiagnosticContext context, string rule) =>
        rule.StartsWith(Shell, StringComparison.Ordinal)
        && s_commands.Any(command => Matches(rule, command))
        && (rule.Contains("claude-aws", StringComparison.Ordinal) || Helper.All(context).Any(helper => helper.IsOurs));

    private static bool Matches(string rule, string command)
    {
        if (rule is Shell or "Bash()")
        {
            return true;
        }

        if (!rule.StartsWith(Shell + "(", StringComparison.Ordinal) || !rule.EndsWith(')'))
        {
            return false;
        }

        string pattern = rule[(Shell.Length + 1)..^1];
        return pattern.EndsWith(":*", StringComparison.Ordinal)
            ? command == pattern[..^2] || command.StartsWith(pattern[..^2] + " ", StringComparison.Ordinal)
            : FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), command, ignoreCase: false);
    }
}

/// <summary>A helper that is a script for a shell or interpreter that is not there.</summary>
internal sealed class InterpreterMissing() : DiagnosticCheck(
    "KA413", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Error,
    "The interpreter of a helper script is missing",
    "The system reports that the script itself was not found, and Claude Code gets no output from the helper.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in context.Environment.IsWindows ? [] : Helper.All(context)
        let path = context.ClientVariable("PATH") ?? string.Empty
        let program = helper.Program
        where program is not null
        let file = ProgramSearch.Find(program, path, context.Environment, context.WorkingDirectory).FirstOrDefault()
        where file is not null
        let reason = ScriptHead.WhyNot(file, path, context)
        where reason is not null
        select new DiagnosticFinding(
            Id, Area, helper.IsMinor ? DiagnosticSeverity.Warning : Severity, Title,
            $"{helper.Slot} in {helper.Setting.Place(context)} calls {context.Brief(file)}, {reason}.", Why,
            "Install the interpreter, or correct the script's first line (it must end with LF).", helper.Setting.File.Path, helper.Setting.Line);
}

/// <summary>A command in the language of another shell than the one that reads it.</summary>
internal sealed partial class NeedsBash() : DiagnosticCheck(
    "KA414", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A command uses bash syntax, but /bin/sh runs it",
    "Claude Code always runs commands with /bin/sh. On this machine /bin/sh does not support this syntax, so the command fails or does something else.")
{
    private const string Sh = "/bin/sh";

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        context.Environment.IsWindows || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() || IsBash() ? []
        : from helper in Helper.All(context)
          where helper.Arguments is null
          let word = Words().Match(helper.Command)
          where word.Success
          select Found(
              $"{helper.Slot} in {helper.Setting.Place(context)} contains '{word.Value.Trim()}'.", "Put the command into a script that begins with #!/bin/bash, and call the script.",
              helper.Setting.File.Path, helper.Setting.Line);

    /// <summary>Of the shells that /bin/sh may be, these know the words too.</summary>
    internal static bool IsBash()
    {
        try
        {
            string name = Path.GetFileName(new FileInfo(Sh).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Sh);
            return name is "bash" or "zsh" || name.StartsWith("ksh", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"(?:^|[;&|(]\s*)(?:source|function|declare|shopt)\s|(?<=^|\s)\[\[\s|<\(|&>|<<<")]
    private static partial Regex Words();
}

/// <summary>Remaining parts of cc-aws-keepalive.</summary>
internal sealed class OlderTool() : DiagnosticCheck(
    "KA415", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Parts of cc-aws-keepalive are still installed",
    "Both tools start logins at the same time. You get two requests on your phone, and both tools may report an expired credential.")
{
    private static readonly string[] s_scripts = ["aws-cred-export.mjs", "aws-auth-refresh.mjs", "aws-cred-timer.mjs", "cc-aws-keepalive"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        foreach (Helper helper in Helper.Effective(context).Where(helper => s_scripts.Any(script => helper.Command.Contains(script, StringComparison.Ordinal))))
        {
            yield return Found(
                $"{helper.Slot} in {helper.Setting.Place(context)} is a script of cc-aws-keepalive.", "Run 'claude-aws install', which replaces the script and copies its settings.",
                helper.Setting.File.Path, helper.Setting.Line);
        }

        foreach (ClaudeSettings file in context.SettingsInUse.Where(file => file.Document is not null))
        {
            foreach (string sentence in OlderParts.Tell([(context.Brief(file.Path), file.Document!)]))
            {
                yield return Found(sentence, "Remove it. 'claude-aws install' copies its settings.", file.Path);
            }
        }
    }
}

/// <summary>A helper that only this shell finds.</summary>
internal sealed class PassingFolder() : DiagnosticCheck(
    "KA416", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A helper is on PATH only in this shell",
    "Claude Code does not find the helper if it is started from an editor or from another shell.")
{
    private static readonly string[] s_variables = ["VIRTUAL_ENV", "CONDA_PREFIX", "FNM_MULTISHELL_PATH"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.All(context)
        let program = helper.Program
        where program is not null && !program.Contains('/') && !program.Contains('\\') && context.FindSetting("env", "PATH") is null
        let files = ProgramSearch.Find(program, context.ClientVariable("PATH") ?? string.Empty, context.Environment, context.WorkingDirectory)
        where files.Length > 0 && files.All(file => Passing(context, file) is not null)
        select Found(
            $"{helper.Slot} in {helper.Setting.Place(context)} calls '{program}', which is only in {context.Brief(Path.GetDirectoryName(files[0])!)}, a folder of {Passing(context, files[0])}.",
            "Write the program's full path, or install it in a folder that is always on PATH.", helper.Setting.File.Path, helper.Setting.Line);

    private static string? Passing(DiagnosticContext context, string file) =>
        s_variables.FirstOrDefault(variable => context.Environment.Get(variable) is { } folder && file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}

/// <summary>A setting that looks like one for a helper, and is none.</summary>
internal sealed class MisspeltHelper() : DiagnosticCheck(
    "KA417", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A setting for a helper is misspelt",
    "Claude Code ignores the setting and does not report it.")
{
    private const int Near = 2;

    private static readonly string[] s_known = [.. Slots.Commands.Select(slot => slot.Name), "disableAllHooks"];

    /// <summary>Named in the open, and never there.</summary>
    private static readonly Dictionary<string, string> s_meant = new() { ["awsLoginRefresh"] = Slots.RefreshSetting, ["awsRefresh"] = Slots.RefreshSetting, ["awsCredentialsExport"] = Slots.ExportSetting };

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from file in context.Settings
        from item in file.Document?.Root is { Kind: JsoncKind.Object } root ? root.Items : []
        let meant = Meant(item.Name!)
        where meant is not null
        let setting = new ClaudeSetting(file, item.Value)
        select Found($"{setting.Place(context)} sets {item.Name}.", $"Did you mean '{meant}'?", file.Path, setting.Line);

    private static string? Meant(string name) =>
        s_known.Contains(name) ? null
        : s_meant.GetValueOrDefault(name) ?? s_known.FirstOrDefault(known => NearestNames.Distance(name, known) <= Near);
}

/// <summary>A hook of ours that several places call.</summary>
internal sealed class TwiceWired() : DiagnosticCheck(
    "KA419", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "The hooks of Keepalive are installed twice",
    "Claude Code runs the hooks of all settings files and plugins, so each warning may come twice.")
{
    private const string Plugin = "keepalive@";

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        Helper[] hooks = [.. HelperHooks.Of(context).Where(hook => hook.IsOurs).DistinctBy(hook => hook.Setting.File)];
        string[] places = [.. hooks.Select(hook => hook.Setting.Place(context)), .. Plugins(context)];
        if (places.Length > 1)
        {
            yield return Found(
                $"The hooks are in {string.Join(" and in ", places)}.", "Keep one of them. Remove the other with 'claude-aws uninstall --scope SCOPE' or 'claude plugin disable'.",
                hooks.FirstOrDefault()?.Setting.File.Path, hooks.FirstOrDefault()?.Setting.Line);
        }
    }

    private static IEnumerable<string> Plugins(DiagnosticContext context) => context.SettingsInUse
        .SelectMany(file => file.Find("enabledPlugins") is { Node.Kind: JsoncKind.Object } plugins ? plugins.Node.Items.Select(item => item.Name!) : [])
        .Distinct()
        .Where(name => name.StartsWith(Plugin, StringComparison.Ordinal) && context.FindSetting("enabledPlugins", name) is { IsTrue: true })
        .Select(name => $"the plugin {name}");
}
