using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Which commands of Claude Code's settings a repair may change, and what it makes of them.</summary>
internal static class OwnHelper
{
    /// <summary>A team's file names what all of them have, the machine's is its administrator's: neither is for us to change.</summary>
    public static bool CanBeEdited(Helper helper) => helper.Setting.File.Scope is SettingsScope.User or SettingsScope.Local;

    /// <summary>A command of ours from a place that lasts; null where the command is not ours, or not to be changed.</summary>
    public static IRepair? Renew(DiagnosticContext context, Helper helper)
    {
        if (context.Program is not { } program || !CanBeEdited(helper) || !helper.IsOurs)
        {
            return null;
        }

        if (helper.Arguments is not null)
        {
            return new RenewHooks(context.Environment, program, helper.Setting.File.Path, helper.Command);
        }

        return Slots.FindCommand(helper.Slot) is { } slot && helper.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var verb, .. var arguments]
            && verb == slot.Verb && arguments.All(IsPlain)
                ? new CallCompanion(context.Environment, program, helper.Setting.File.Path, slot, string.Join(' ', arguments))
                : null;
    }

    /// <summary>The same command with slashes, where that is all it needs.</summary>
    public static IRepair? Slash(Helper helper) =>
        CanBeEdited(helper) && Slots.FindCommand(helper.Slot) is { } slot && SlashPath.Suits(helper.Command) ? new SlashPath(helper.Setting.File.Path, slot, helper.Command) : null;

    /// <summary>Ours in the place of a sign-in of the aws CLI, for the profile that this one names.</summary>
    public static IRepair? Replace(DiagnosticContext context, Helper helper)
    {
        string[] words = helper.Command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int option = Array.FindIndex(words, word => word == "--profile" || word.StartsWith("--profile=", StringComparison.Ordinal));
        string? named = option < 0 ? null : words[option].Contains('=') ? words[option][10..] : words.ElementAtOrDefault(option + 1) ?? string.Empty;
        bool isOther = named is not null && named != context.Choice.Name;
        string profile = named ?? context.Choice.Name;
        return CanBeEdited(helper) && context.Files?.Find(profile) is { } found && SsoUse.Of(found) is not null
            && (!isOther || (context.Program is not null && ChainProfile.CanName(profile) && !profile.Contains(' ')))
                ? new CallCompanion(context.Environment, context.Program, helper.Setting.File.Path, Slots.FindCommand(helper.Slot)!, isOther ? $"--profile {profile}" : string.Empty)
                : null;
    }

    private static bool IsPlain(string argument) => argument.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '=' or '/' or ':' or '@');
}

/// <summary>Writes the path of a command with slashes, which every shell of Windows reads alike.</summary>
internal sealed class SlashPath(string setting, ClientSlot slot, string command) : IRepair
{
    /// <summary>The program's path alone has backslashes, and neither a space nor a quote.</summary>
    public static bool Suits(string command) => command.Contains('\\') && command.Split(' ', 2) is [var program, .. var rest]
        && program.IndexOfAny(['"', '\'', '%', '$']) < 0 && rest.All(arguments => !arguments.Contains('\\')) && !program.StartsWith(@"\\", StringComparison.Ordinal);

    public void Change(RepairDraft draft) => draft.Open(setting).Edit(document =>
        document.StringOf(document.Find(slot.Path)) == command ? document.Set(slot.Path, command.Replace('\\', '/')) : document);
}
