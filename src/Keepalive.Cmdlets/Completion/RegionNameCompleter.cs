using System.Collections;
using Keepalive.Aws.Profiles;

namespace Keepalive.Commands;

/// <summary>Completes the regions that the profiles and the environment name.</summary>
public sealed class RegionNameCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        RegionNames.Find(SystemEnvironment.Current, TimeProvider.System).Select(static name => new Suggestion(name));
}
