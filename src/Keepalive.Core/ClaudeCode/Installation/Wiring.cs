using System.Text.Json.Nodes;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Which of the two doors Claude Code calls.</summary>
public enum ClaudeCodeEngine
{
    /// <summary><c>claude-aws</c>: starts in milliseconds.</summary>
    Companion,

    /// <summary>The cmdlets, through <c>pwsh</c>, where there is no companion for the platform.</summary>
    Cmdlets,
}

/// <summary>
/// What Claude Code is to call. No command line has a quote, a backslash or a variable in it, so that sh, Git Bash and PowerShell
/// all read it alike; no command names a profile, so that the environment still chooses.
/// </summary>
/// <param name="Export">For <see cref="Slots.Export"/>.</param>
/// <param name="Refresh">For <see cref="Slots.Refresh"/>.</param>
/// <param name="StatusLine">For <see cref="Slots.StatusLine"/>.</param>
/// <param name="Hook">The program and the arguments of all hooks, which no shell reads.</param>
internal sealed record Wiring(string Export, string Refresh, string StatusLine, IReadOnlyList<string> Hook)
{
    /// <summary>Before the name of a cmdlet that is to be found without a search.</summary>
    public const string Module = @"Keepalive\";

    /// <summary>Longer than the hook ever takes; Claude Code's own limit is half a minute.</summary>
    private const int HookTimeoutSeconds = 10;

    private const string Shell = "pwsh -NoProfile -NonInteractive -Command";

    /// <param name="program">A word that finds <c>claude-aws</c>.</param>
    public static Wiring ForCompanion(string program) =>
        Of(slot => $"{program} {string.Join(' ', slot.CompanionArguments)}", [program, .. Slots.Hook.CompanionArguments]);

    /// <summary>
    /// The hook names the module, because it is called with each prompt: for a name of a cmdlet alone, PowerShell looks through all modules, its own first.
    /// The other commands are read by a shell, which may remove a backslash.
    /// </summary>
    public static Wiring ForCmdlets() => Of(slot => $"{Shell} {slot.CmdletCommand}", [.. Shell.Split(' '), Module + Slots.Hook.CmdletCommand]);

    /// <summary>The commands with their slots, in the order of <see cref="Slots.Commands"/>.</summary>
    public IEnumerable<(ClientSlot Slot, string Command)> Commands => [(Slots.Export, Export), (Slots.Refresh, Refresh), (Slots.StatusLine, StatusLine)];

    /// <summary>The command of a slot, as a person reads it.</summary>
    public string CommandOf(ClientSlot slot) => Commands.FirstOrDefault(one => one.Slot == slot).Command ?? string.Join(' ', Hook);

    public JsonObject HookEntry() => new()
    {
        ["type"] = "command",
        ["command"] = Hook[0],
        ["args"] = new JsonArray([.. Hook.Skip(1).Select(argument => (JsonNode)argument)]),
        ["timeout"] = HookTimeoutSeconds,
    };

    private static Wiring Of(Func<ClientSlot, string> command, IReadOnlyList<string> hook) =>
        new(command(Slots.Export), command(Slots.Refresh), command(Slots.StatusLine), hook);
}
