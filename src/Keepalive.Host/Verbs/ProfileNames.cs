using Keepalive.Profiles;

namespace Keepalive.Host.Verbs;

/// <summary>What completes <c>--profile</c>.</summary>
internal static class ProfileNames
{
    /// <summary>All names of both files; none when something is wrong with them, since an error in the midst of typing helps nobody.</summary>
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
