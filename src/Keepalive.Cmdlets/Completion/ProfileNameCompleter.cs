using System.Collections;
using Keepalive.Aws.Profiles;

namespace Keepalive.Commands;

/// <summary>Completes profile names out of the shared files, in their order.</summary>
public sealed class ProfileNameCompleter : ListCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IDictionary? bound) =>
        ProfileFiles.Read(ProfileFileLocations.Find(SystemEnvironment.Current), TimeProvider.System).ProfileNames().Select(static name => new Suggestion(name));
}
