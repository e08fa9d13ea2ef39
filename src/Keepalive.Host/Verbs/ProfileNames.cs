using Keepalive.Profiles;

namespace Keepalive.Host.Verbs;

/// <summary>Completes <c>--profile</c>.</summary>
internal static class ProfileNames
{
    /// <summary>All names of both files; none if they have a problem, because an error during typing would not help.</summary>
    public static IEnumerable<string> ForCompletion()
    {
        try
        {
            return [.. ProfileFiles.Read(ProfileFileLocations.Find(SystemEnvironment.Current), TimeProvider.System).ProfileNames().Where(static name => name.Length > 0 && VisibleText.Is(name))];
        }
        catch (KeepaliveException)
        {
            return [];
        }
    }
}
