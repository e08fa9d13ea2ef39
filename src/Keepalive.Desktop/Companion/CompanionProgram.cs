using System.Runtime.InteropServices;

namespace Keepalive.Desktop.Companion;

/// <summary>Where claude-aws is: beside the module, for this platform; else in a folder of PATH. A relative folder of PATH means the current one, so it is passed over.</summary>
internal static class CompanionProgram
{
    private const string Name = "claude-aws";

    public static bool IsWindows { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>The best name of this platform.</summary>
    public static string Platform => Platforms()[0];

    /// <summary>The files that there are, the best first.</summary>
    /// <param name="moduleFolder">Where the module lies.</param>
    /// <param name="path">The value of PATH.</param>
    public static IReadOnlyList<string> Find(string moduleFolder, string? path)
    {
        string file = IsWindows ? Name + ".exe" : Name;
        IEnumerable<string> own = Platforms().Select(platform => Path.Combine(moduleFolder, "bin", platform, file));
        return [.. own.Concat(Folders(path).Select(folder => Path.Combine(folder, file))).Where(File.Exists)];
    }

    private static IEnumerable<string> Folders(string? path) => (path ?? string.Empty)
        .Split(Path.PathSeparator)
        .Select(static folder => folder.Trim().Trim('"'))
        .Where(static folder => IsFull(folder) && folder.IndexOfAny(Path.GetInvalidPathChars()) < 0);

    /// <summary>On Windows '\tools' and 'C:tools' depend on the current folder, too.</summary>
    private static bool IsFull(string folder) => IsWindows
        ? (folder.Length > 2 && folder[1] == ':' && folder[2] is '\\' or '/') || folder.StartsWith(@"\\", StringComparison.Ordinal)
        : folder.StartsWith("/", StringComparison.Ordinal);

    /// <summary>The system's architecture: a 32-bit PowerShell starts the same program. Windows on ARM runs that of x64 too.</summary>
    private static string[] Platforms()
    {
        string architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return IsWindows ? architecture == "x64" ? ["win-x64"] : ["win-arm64", "win-x64"]
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? [$"osx-{architecture}"]
            : File.Exists($"/lib/ld-musl-{(architecture == "x64" ? "x86_64" : "aarch64")}.so.1") ? [$"linux-musl-{architecture}", $"linux-{architecture}"]
            : [$"linux-{architecture}"];
    }
}
