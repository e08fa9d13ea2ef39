using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that a stronger settings file takes the place of.</summary>
internal sealed class OverruledHelper() : DiagnosticCheck(
    "KA408", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "A helper is set in several files",
    "Claude Code calls only one of them. The order is: managed, local, project, user.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from slot in Slots.Commands.Select(slot => slot.Name)
        let places = context.Settings.Select(file => file.Find(slot)).OfType<ClaudeSetting>().ToArray()
        where places.Length > 1 && places.Skip(1).Any(place => !place.File.Document!.TextOf(place.Node).SequenceEqual(places[0].File.Document!.TextOf(places[0].Node)))
        select Found(
            $"{slot} of {places[0].Place(context)} is used; it overrides the one in {string.Join(" and ", places.Skip(1).Select(place => place.Place(context)))}.",
            "If this is intended, do nothing. Otherwise remove it from the first file.", places[0].File.Path, places[0].Line);
}
