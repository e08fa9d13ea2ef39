using Keepalive.Platform.Files;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Configuration;

/// <summary>
/// Reads the machine-wide policy. Where there is none that is one question to the file system. One that is there and
/// can't be read, is wrong, or could have been written by anybody stops everything: the safe reading of a lock that
/// can't be made out is that it is locked.
/// </summary>
internal static class PolicyFile
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Its content; null if there is no policy.</summary>
    /// <exception cref="KeepaliveException">PolicyInvalid.</exception>
    public static IReadOnlyList<SettingAssignment>? Read(SystemEnvironment environment, TimeProvider clock)
    {
        // The folder and not the file: a file that may not be looked at would pass for a missing one.
        if (environment.PolicyFile is not { } path || Path.GetDirectoryName(path) is not { } folder)
        {
            return null;
        }

        if (!Directory.Exists(folder))
        {
            return Missing(folder, path);
        }

        try
        {
            FileSnapshot snapshot = FileSnapshot.Read(path, ConfigurationFile.MaximumLength, clock);
            if (!snapshot.Exists)
            {
                return Missing(path, path);
            }

            RequireAdministrators(path, environment);
            ParsedConfiguration parsed = ParsedConfiguration.Parse(snapshot.Content.Span, path, isPolicy: true);
            return parsed.Problems.Count == 0 ? parsed.Settings : throw KeepaliveErrors.PolicyInvalid(path, Describe(parsed.Problems[0]));
        }
        catch (FileTooLargeException tooLarge)
        {
            throw KeepaliveErrors.PolicyInvalid(path, $"it has {tooLarge.Length} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.PolicyInvalid(path, FileFault.Describe(path, exception), exception);
        }
    }

    /// <summary>A link that leads nowhere is a policy that can't be read, for example on a share that is not mounted.</summary>
    private static IReadOnlyList<SettingAssignment>? Missing(string place, string path) => FileTarget.OfBrokenLink(place) is { } target
        ? throw KeepaliveErrors.PolicyInvalid(path, $"{place} is a link to {target}, which does not exist")
        : null;

    private static string Describe(ConfigurationProblem problem) => $"line {problem.Line}, column {problem.Column}: {problem.Message}";

    /// <summary>
    /// Where others could write, the policy would be theirs. On Windows the folder's inherited list sees to that:
    /// below Program Files only administrators may write.
    /// </summary>
    private static void RequireAdministrators(string path, SystemEnvironment environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (string place in (ReadOnlySpan<string>)[path, Path.GetDirectoryName(path)!])
        {
            if ((File.GetUnixFileMode(place) & WritableByOthers) != 0 || (!environment.IsAdministrator && Access.IsWritable(place)))
            {
                throw KeepaliveErrors.PolicyInvalid(path, $"users other than the administrator may write to {place}");
            }
        }
    }
}
