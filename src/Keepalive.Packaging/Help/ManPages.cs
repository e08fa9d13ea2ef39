namespace Keepalive.Packaging.Help;

/// <summary>Asks the program for the help of each of its verbs, and writes a manual page of each.</summary>
internal static class ManPages
{
    /// <param name="ask">Runs the program with these arguments and returns its output.</param>
    /// <returns>The paths of the pages.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(string folder, Release release, Func<string[], Task<string>> ask)
    {
        Directory.CreateDirectory(folder);
        var pages = new List<string>();
        var waiting = new Queue<string>([string.Empty]);
        while (waiting.TryDequeue(out string? verbs))
        {
            string[] words = verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            HelpText help = HelpText.Parse(await ask([.. words, "--help"]));
            string path = Path.Combine(folder, ManPage.NameOf(verbs) + ".1");
            await File.WriteAllTextAsync(path, ManPage.Of(verbs, help, release));
            pages.Add(path);
            foreach (string verb in help.Verbs)
            {
                waiting.Enqueue($"{verbs} {verb}".Trim());
            }
        }

        return pages;
    }
}
