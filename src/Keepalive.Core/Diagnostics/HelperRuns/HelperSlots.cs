namespace Keepalive.Diagnostics.HelperRuns;

/// <summary>What Claude Code gives the helpers of each slot, and how long. Source: docs/claude-code.md.</summary>
internal static class HelperSlots
{
    public const string Export = "awsCredentialExport";
    public const string Refresh = "awsAuthRefresh";
    public const string StatusLine = "statusLine";

    /// <summary>Claude Code itself waits for ever; its window stays blank for so long.</summary>
    private static readonly TimeSpan ExportLimit = TimeSpan.FromSeconds(20);

    /// <summary>A rehearsal asks nobody, so that it needs nothing like the three minutes of a sign-in.</summary>
    private static readonly TimeSpan RehearsalLimit = TimeSpan.FromSeconds(25);

    /// <summary>Between two messages of a busy turn there is less; after so long nobody sees the line any more.</summary>
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

    /// <summary>What stands on its standard input before that ends; null: an input that never ends.</summary>
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
