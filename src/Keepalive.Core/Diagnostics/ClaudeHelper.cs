using Keepalive.ClaudeCode;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics;

/// <summary>A command in Claude Code's settings, and whether it is the one that is called. Holds no argument of anybody else's.</summary>
/// <param name="Slot">The setting (<see cref="Slots.Commands"/>), or <c>hooks.</c> and the event.</param>
/// <param name="Command">The program; of ours its verb or cmdlet too.</param>
/// <param name="Scope">The scope of its settings file: Managed, Local, Project or User.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Counts">False if Claude Code does not call it.</param>
/// <param name="IsOurs">It is one of Keepalive's.</param>
public sealed record ClaudeHelper(string Slot, string Command, string Scope, string File, int Line, bool Counts, bool IsOurs)
{
    /// <summary>File and line as a person writes them.</summary>
    public string Place { get; init; } = string.Empty;

    /// <summary>Why Claude Code does not call it; null for one that counts.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Where it stands, and why it is not called.</summary>
    public string Describe() => $"from {Place} ({Word(Scope)}){(WhyNot is null ? string.Empty : $", not called: {WhyNot}")}";

    /// <summary>All of them, slot by slot, the one that counts first; then the hooks, which all count.</summary>
    internal static IReadOnlyList<ClaudeHelper> Of(DiagnosticContext context)
    {
        Helper[] effective = [.. Helper.All(context)];
        return
        [
            .. from slot in Slots.Commands
               from file in context.Settings
               let setting = file.Find(slot.Path)
               where setting is not null
               let command = setting.Text
               where command is not null
               select Of(context, new Helper(slot.Name, setting, command), WhyNotCalled(context, slot, setting)),
            .. effective.Where(helper => helper.Slot.StartsWith(Slots.HookPrefix, StringComparison.Ordinal)).Select(helper => Of(context, helper, whyNot: null)),
        ];
    }

    private static ClaudeHelper Of(DiagnosticContext context, Helper helper, string? whyNot) => new(
        helper.Slot, helper.Shown, helper.Setting.File.Scope.ToString(), helper.Setting.File.Path, helper.Setting.Line, whyNot is null, helper.IsOurs)
    {
        Place = helper.Setting.Place(context),
        WhyNot = whyNot,
    };

    private static string? WhyNotCalled(DiagnosticContext context, ClientSlot slot, ClaudeSetting setting) =>
        setting.File.IsSkipped ? "Claude Code skips this file"
        : context.FindSetting(slot.Path) is { } used && used != setting ? $"overridden in {PlaceOf(context, used)}"
        : slot == Slots.StatusLine && context.FindSetting("disableAllHooks") is { IsTrue: true } off ? $"disableAllHooks is true in {PlaceOf(context, off)}"
        : null;

    private static string PlaceOf(DiagnosticContext context, ClaudeSetting setting) => $"{setting.Place(context)} ({Word(setting.File.Scope.ToString())})";

    private static string Word(string scope) => scope.ToLowerInvariant();
}
