using System.CommandLine.Completions;
using Keepalive.Aws.Profiles;

namespace Keepalive.Host.Verbs;

/// <summary>The suggestions for the values of options.</summary>
internal static class CompletionWords
{
    /// <summary>All names of both files; none if they have a problem, because an error during typing would not help.</summary>
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
