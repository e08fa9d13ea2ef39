using Keepalive.Packaging.Archives;

namespace Keepalive.Packaging;

/// <summary>The companion of one platform, with the files that come with it everywhere.</summary>
/// <param name="Rid">The platform, as .NET names it.</param>
/// <param name="Program">The native program.</param>
/// <param name="Documents">README, licence and notices.</param>
/// <param name="ManPages">The pages of section 1.</param>
/// <param name="Completions">A script for each shell, named after the shell.</param>
internal sealed record CompanionFiles(string Rid, string Program, IReadOnlyList<string> Documents, IReadOnlyList<string> ManPages, IReadOnlyList<string> Completions)
{
    public bool IsWindows => Rid.StartsWith("win", StringComparison.Ordinal);

    /// <summary>The files at the places that a kind of package has for them.</summary>
    /// <param name="completionPath">Makes of a shell's name the path of its script; an empty path leaves it out.</param>
    public IEnumerable<PackedFile> For(string programs, string manPages, string documents, Func<string, string> completionPath)
    {
        yield return new PackedFile(Program, programs + Path.GetFileName(Program), IsProgram: true);
        foreach (string document in Documents)
        {
            yield return new PackedFile(document, documents + Path.GetFileName(document));
        }

        foreach (string page in IsWindows ? [] : ManPages)
        {
            yield return new PackedFile(page, manPages + Path.GetFileName(page));
        }

        foreach (string script in Completions)
        {
            string path = completionPath(Path.GetFileName(script));
            if (path.Length > 0)
            {
                yield return new PackedFile(script, path);
            }
        }
    }
}
