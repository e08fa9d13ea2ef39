using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Facts;

/// <summary>The input and the time limit of the helpers of each slot in Claude Code. Source: docs/claude-code.md.</summary>
internal static class HelperSlots
{
    public static TimeSpan LongestLimit => Slots.All.Max(slot => slot.RehearsalLimit);

    /// <summary>That of its slot; less where the settings give a status line or a hook less.</summary>
    public static TimeSpan LimitOf(Helper helper)
    {
        ClientSlot slot = Slots.FindCommand(helper.Slot) ?? Slots.Hook;
        double? given = slot == Slots.StatusLine
            ? helper.Setting.File.Find(Slots.StatusLineSetting, "refreshInterval")?.Number is >= 1 and var interval ? interval : null
            : helper.Limit;
        return given is { } seconds and > 0 && seconds < slot.RehearsalLimit.TotalSeconds ? TimeSpan.FromSeconds(seconds) : slot.RehearsalLimit;
    }

    /// <summary>The content of standard input before it is closed; null: the input stays open.</summary>
    public static string? InputOf(Helper helper) => helper.Slot switch
    {
        Slots.ExportSetting or Slots.RefreshSetting => null,
        Slots.StatusLineSetting => """{"session_id":"claude-aws-rehearsal","cwd":"","workspace":{"current_dir":"","project_dir":""},"model":{"id":"","display_name":""}}""" + "\n",
        _ => $$"""{"session_id":"claude-aws-rehearsal","hook_event_name":"{{helper.Slot[Slots.HookPrefix.Length..]}}","prompt":"!"}""" + "\n",
    };

    /// <summary>Why it had better not be run; null when it may.</summary>
    public static string? WhyNotRun(Helper helper) => helper switch
    {
        { IsOurs: true } => null,
        { Slot: Slots.RefreshSetting } => "it may open a browser or ask a person",
        { Slot: Slots.ExportSetting or Slots.StatusLineSetting } => null,
        _ => "it is a hook of another tool, and running it could change something",
    };
}
