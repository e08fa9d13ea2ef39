using Keepalive.ClaudeCode;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A helper that a stronger settings file takes the place of.</summary>
internal sealed class OverruledHelper() : DiagnosticCheck(
    "KA408", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Information,
    "A helper is set in several files",
    "Only the strongest one is called: managed, local, project, then your own.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from slot in Slots.Commands.Select(slot => slot.Name)
        let places = context.Settings.Select(file => file.Find(slot)).OfType<ClaudeSetting>().ToArray()
        where places.Length > 1 && places.Skip(1).Any(place => !place.File.Document!.TextOf(place.Node).SequenceEqual(places[0].File.Document!.TextOf(places[0].Node)))
        select Found(
            $"{slot} of {places[0].Place(context)} counts, and not that of {string.Join(" or ", places.Skip(1).Select(place => place.Place(context)))}.",
            "Nothing, if that is meant. Else take it out of the stronger file.", places[0].File.Path, places[0].Line);
}
