namespace Keepalive.Platform;

/// <summary>
/// The PATH with which Claude Code is started, as far as this process can know it. PowerShell puts its own folder in front of PATH when it
/// starts, so that <c>pwsh</c> is found in every PowerShell, and outside of it perhaps not.
/// </summary>
internal static class OuterPath
{
    /// <summary>The PATH of this environment without the folder that the shell has added.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="shellFolder">The folder that the shell puts in front; null: none.</param>
    public static string Of(SystemEnvironment environment, string? shellFolder)
    {
        string path = environment.Get("PATH") ?? string.Empty;
        if (shellFolder is null)
        {
            return path;
        }

        // Only the first: an installer may have put the same folder there for all programs.
        char separator = environment.IsWindows ? ';' : ':';
        StringComparison comparison = environment.IsWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        List<string> entries = [.. path.Split(separator)];
        int added = entries.FindIndex(IsShellFolder);
        bool isGiven = environment.FindOuterPath?.Invoke() is { } outer && outer.Split(separator).Any(IsShellFolder);
        if (added >= 0 && !isGiven)
        {
            entries.RemoveAt(added);
        }

        return string.Join(separator, entries);

        bool IsShellFolder(string entry) => Path.TrimEndingDirectorySeparator(entry).Equals(Path.TrimEndingDirectorySeparator(shellFolder), comparison);
    }

    /// <summary>The PATH with which this process was started; on Windows the one that a new process of the user gets. Null where no one tells.</summary>
    public static string? OfThisProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            return $"{Environment.GetEnvironmentVariable("PATH", EnvironmentVariableTarget.Machine)};{Environment.GetEnvironmentVariable("PATH", EnvironmentVariableTarget.User)}";
        }

        try
        {
            return OperatingSystem.IsLinux()
                ? File.ReadAllText("/proc/self/environ").Split('\0').FirstOrDefault(static variable => variable.StartsWith("PATH=", StringComparison.Ordinal))?["PATH=".Length..]
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
