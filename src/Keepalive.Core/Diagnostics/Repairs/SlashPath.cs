using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Writes the path of a command with slashes, which every shell of Windows reads alike.</summary>
internal sealed class SlashPath(string setting, ClientSlot slot, string command) : IRepair
{
    /// <summary>The program's path alone has backslashes, and neither a space nor a quote.</summary>
    public static bool Suits(string command) => command.Contains('\\') && command.Split(' ', 2) is [var program, .. var rest]
        && program.IndexOfAny(['"', '\'', '%', '$']) < 0 && rest.All(arguments => !arguments.Contains('\\')) && !program.StartsWith(@"\\", StringComparison.Ordinal);

    public void Change(RepairDraft draft) => draft.Open(setting).Edit(document =>
        document.StringOf(document.Find(slot.Path)) == command ? document.Set(slot.Path, command.Replace('\\', '/')) : document);
}
