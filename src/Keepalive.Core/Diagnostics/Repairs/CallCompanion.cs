using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Installation;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Has Claude Code call ours from a place that lasts: <c>claude-aws</c>, or the cmdlet where there is none.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="program">The companion; null where there is none.</param>
/// <param name="setting">The setting's file and place.</param>
/// <param name="slot">What is called.</param>
/// <param name="arguments">What follows the verb.</param>
internal sealed class CallCompanion(SystemEnvironment environment, string? program, string setting, ClientSlot slot, string arguments) : IRepair
{
    public void Change(RepairDraft draft)
    {
        ProgramPlace? place = program is null ? null : draft.Program ??= ProgramPlace.Choose(environment, program);
        Wiring wiring = place is null ? Wiring.ForCmdlets() : Wiring.ForCompanion(place.Word);
        string command = wiring.CommandOf(slot) + (place is null || arguments.Length == 0 ? string.Empty : " " + arguments);
        draft.Open(setting).Edit(document => document.Set(slot.Path, command));
    }
}
