using Keepalive.ClaudeCode;
using Keepalive.Diagnostics.Repairs;

namespace Keepalive.Diagnostics.Checks;

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
