using System.CommandLine.Completions;
using Keepalive.Profiles;

namespace Keepalive.Host.Verbs;

/// <summary>What completes the values of options.</summary>
internal static class CompletionWords
{
    /// <summary>All names of both files; none when something is wrong with them, since an error in the midst of typing helps nobody.</summary>
    public static IEnumerable<CompletionItem> Profiles()
    {
        try
        {
            return Visible(ProfileFiles.Read(ProfileFileLocations.Find(SystemEnvironment.Current), TimeProvider.System).ProfileNames());
        }
        catch (KeepaliveException)
        {
            return [];
        }
    }

    /// <summary>The words of a list that a terminal can show as they are.</summary>
    public static IEnumerable<CompletionItem> Visible(IEnumerable<string> words) =>
        [.. words.Where(static word => word.Length > 0 && VisibleText.Is(word)).Select(static word => new CompletionItem(word))];
}
