using Keepalive.ClaudeCode;
using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A refresh that opens a browser whenever it is called.</summary>
internal sealed class AlwaysBrowser() : DiagnosticCheck(
    "KA403", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    $"{Slots.RefreshSetting} opens a browser each time it is called",
    "Claude Code calls it also when nothing has ended; every call is a browser tab, for every open session.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from helper in Helper.Effective(context)
        where helper.Slot == Slots.RefreshSetting && IsPlainLogin(helper)
        let repair = OwnHelper.Replace(context, helper)
        select Found(
            $"{Slots.RefreshSetting} in {helper.Setting.Place(context)} is 'aws sso login' without a look at the session first.",
            $"{(repair is null ? "Run 'claude-aws install'" : "Call 'claude-aws refresh' instead")}: it is silent while the session is good, and opens one tab for all.",
            helper.Setting.File.Path, helper.Setting.Line, repair: repair);

    private static bool IsPlainLogin(Helper helper) =>
        helper.Program is { } program && Path.GetFileNameWithoutExtension(program.Replace('\\', '/')) == "aws"
        && helper.Command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [_, "sso", "login", ..] or [_, "login", ..];
}
