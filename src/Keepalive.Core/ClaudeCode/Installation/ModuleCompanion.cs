using System.Runtime.InteropServices;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>The <c>claude-aws</c> that came with the module.</summary>
public static class ModuleCompanion
{
    private const string Name = "claude-aws";

    /// <summary>Its path below the module's folder, <c>bin/&lt;rid&gt;/claude-aws</c>; null where there is none for this platform.</summary>
    /// <param name="moduleFolder">The module's folder.</param>
    public static string? Find(string moduleFolder)
    {
        string file = OperatingSystem.IsWindows() ? Name + ".exe" : Name;

        // A runtime built by a Linux distribution names that one; modules are made for the portable name.
        string portable = $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        string[] candidates = [.. new[] { RuntimeInformation.RuntimeIdentifier, portable }.Select(platform => Path.Combine(moduleFolder, "bin", platform, file))];
        return candidates.FirstOrDefault(File.Exists);
    }
}
