using Keepalive.Platform.Time;
using Keepalive.Sessions;

namespace Keepalive.ClaudeCode;

/// <summary>
/// The table of what Claude Code calls: the name of each place in its settings, our command for it in both engines, the times and the events.
/// Source of the client's own limits: docs/claude-code.md.
/// </summary>
public static class Slots
{
    /// <summary>The setting of <see cref="Export"/>.</summary>
    public const string ExportSetting = "awsCredentialExport";

    /// <summary>The setting of <see cref="Refresh"/>.</summary>
    public const string RefreshSetting = "awsAuthRefresh";

    /// <summary>The setting of <see cref="StatusLine"/>, an object.</summary>
    public const string StatusLineSetting = "statusLine";

    /// <summary>The setting of <see cref="Hook"/>, an object with the events.</summary>
    public const string HooksSetting = "hooks";

    /// <summary>Before the event, where a hook is told as one word.</summary>
    internal const string HookPrefix = HooksSetting + ".";

    /// <summary>Gives the credential. Claude Code waits for ever, and its window stays blank for so long.</summary>
    public static ClientSlot Export { get; } = new(ExportSetting, ExportSetting)
    {
        CompanionArguments = ["export"],
        CmdletCommand = "Get-ClaudeAwsCredential -AsJson",
        OwnLimit = Deadline.DefaultLimit,
        RehearsalLimit = TimeSpan.FromSeconds(20),
    };

    /// <summary>Sees to it that a session is good. A rehearsal asks no person, so it does not need the time of a sign-in.</summary>
    public static ClientSlot Refresh { get; } = new(RefreshSetting, RefreshSetting)
    {
        CompanionArguments = ["refresh"],
        CmdletCommand = "Invoke-ClaudeAwsRefresh",
        ClientLimit = TimeSpan.FromSeconds(180),
        OwnLimit = RefreshOptions.DefaultBudget,
        RehearsalLimit = TimeSpan.FromSeconds(25),
    };

    /// <summary>
    /// Tells what is left. Claude Code ends it when the next run is due; after the time of the rehearsal the line is too late to be useful. Ours takes a
    /// quarter of a second where it waits on purpose, and longer only for a file that hangs in the kernel, or a machine out of breath.
    /// </summary>
    public static ClientSlot StatusLine { get; } = new(StatusLineSetting, StatusLineSetting, "command")
    {
        CompanionArguments = ["statusline"],
        CmdletCommand = "Get-ClaudeAwsSession -AsStatusLine",
        OwnLimit = TimeSpan.FromSeconds(2),
        RehearsalLimit = TimeSpan.FromSeconds(5),
    };

    /// <summary>Stands between a person and the answer, so that ours is over long before the client's limit for a prompt.</summary>
    public static ClientSlot Hook { get; } = new(HooksSetting, HooksSetting)
    {
        CompanionArguments = ["check", "--as-hook"],
        CmdletCommand = "Test-ClaudeAwsSession -AsHook",
        Events = [HookEvents.UserPromptSubmit, HookEvents.SessionStart, HookEvents.FileChanged, HookEvents.StopFailure],
        ClientLimit = TimeSpan.FromSeconds(30),
        OwnLimit = TimeSpan.FromMilliseconds(1800),
        RehearsalLimit = TimeSpan.FromSeconds(30),
    };

    /// <summary>Every one, in the order in which they are told.</summary>
    public static IReadOnlyList<ClientSlot> All { get; } = [Export, Refresh, Hook, StatusLine];

    /// <summary>Those that hold one command as text.</summary>
    public static IReadOnlyList<ClientSlot> Commands { get; } = [Export, Refresh, StatusLine];

    /// <summary>Those that have to do with the credential itself.</summary>
    internal static IReadOnlyList<ClientSlot> OfCredentials { get; } = [Export, Refresh];

    /// <summary>The one of a setting that holds one command; null for a hook and for every other setting.</summary>
    internal static ClientSlot? FindCommand(string setting) => Commands.FirstOrDefault(slot => slot.Name == setting);
}
