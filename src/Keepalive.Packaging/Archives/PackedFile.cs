namespace Keepalive.Packaging.Archives;

/// <summary>A file of a package.</summary>
/// <param name="Source">Where it lies now.</param>
/// <param name="Target">Its path in the package, with slashes.</param>
/// <param name="IsProgram">Whether it gets the execute bit, where the package has one.</param>
internal sealed record PackedFile(string Source, string Target, bool IsProgram = false)
{
    /// <summary>The files of a folder in the order of their paths, so that the same files make the same package.</summary>
    public static IEnumerable<PackedFile> Below(string folder, string prefix = "", Func<string, bool>? isProgram = null) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new PackedFile(file.Path, prefix + file.Name, isProgram?.Invoke(file.Name) ?? false));
}
