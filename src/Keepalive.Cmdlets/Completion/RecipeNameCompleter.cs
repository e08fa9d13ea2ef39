using System.Collections;
using Keepalive.Login;

namespace Keepalive.Commands;

/// <summary>Completes the names of recipes, those of the configuration file too.</summary>
public sealed class RecipeNameCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        RecipeNames.Find(SystemEnvironment.Current, TimeProvider.System).Select(static name => new Suggestion(name));
}
