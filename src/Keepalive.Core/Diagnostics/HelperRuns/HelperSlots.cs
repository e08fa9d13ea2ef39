namespace Keepalive.Diagnostics.HelperRuns;

/// <summary>The input and the time limit of the helpers of each slot in Claude Code. Source: docs/claude-code.md.</summary>
internal static class HelperSlots
{
    public const string Export = "awsCredentialExport";
    public const string Refresh = "awsAuthRefresh";
    public const string StatusLine = "statusLine";

    /// <summary>Claude Code itself waits for ever; its window stays blank for so long.</summary>
    private static readonly TimeSpan ExportLimit = TimeSpan.FromSeconds(20);

    /// <summary>A rehearsal asks no person, so it does not need the three minutes of a sign-in.</summary>
    private static readonly TimeSpan RehearsalLimit = TimeSpan.FromSeconds(25);

    /// <summary>During a busy turn messages come faster than this; after this time a status line is too late to be useful.</summary>
    private static readonly TimeSpan StatusLineLimit = TimeSpan.FromSeconds(5);

    /// <summary>The client's own for a prompt.</summary>
    private static readonly TimeSpan HookLimit = TimeSpan.FromSeconds(30);

    public static TimeSpan LongestLimit => HookLimit;

    public static TimeSpan LimitOf(Helper helper) => helper.Slot switch
    {
        Export => ExportLimit,
        Refresh => RehearsalLimit,
        StatusLine => helper.Setting.File.Find("statusLine", "refreshInterval") is { } setting && setting.Number is { } seconds && seconds is >= 1 and < 5
            ? TimeSpan.FromSeconds(seconds)
            : StatusLineLimit,
        _ => helper.Limit is { } limit && limit is > 0 and < 30 ? TimeSpan.FromSeconds(limit) : HookLimit,
    };

    /// <summary>The content of standard input before it is closed; null: the input stays open.</summary>
    public static string? InputOf(Helper helper) => helper.Slot switch
    {
        Export or Refresh => null,
        StatusLine => """{"session_id":"claude-aws-rehearsal","cwd":"","workspace":{"current_dir":"","project_dir":""},"model":{"id":"","display_name":""}}""" + "\n",
        _ => $$"""{"session_id":"claude-aws-rehearsal","hook_event_name":"{{helper.Slot["hooks.".Length..]}}","prompt":"!"}""" + "\n",
    };

    /// <summary>Why it had better not be run; null when it may.</summary>
    public static string? WhyNotRun(Helper helper) => helper switch
    {
        { IsOurs: true } => null,
        { Slot: Refresh } => "it may open a browser or ask a person",
        { Slot: Export or StatusLine } => null,
        _ => "it is a hook of another tool, and running it could change something",
    };
}
