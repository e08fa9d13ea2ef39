using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Files;

/// <summary>
/// The file behind a path, as the kernel walks it: <c>..</c> behind a link leads up from where the link leads. .NET takes the two
/// dots out of the text first and comes to another file.
/// </summary>
internal static class FileTarget
{
    /// <summary>As many as the kernel follows.</summary>
    private const int MaximumLinks = 40;

    /// <summary>A path without links, of a file that may be missing.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be passed.</exception>
    public static string Of(string path) => OperatingSystem.IsWindows() ? OnWindows(path) : OnUnix(path);

    /// <summary>The target of a link that leads to no file or folder, such as a share that is not mounted; null if it is no such link.</summary>
    /// <param name="path">The path.</param>
    public static string? OfBrokenLink(string path)
    {
        if (new FileInfo(path) is not { LinkTarget: { } target } link)
        {
            return null;
        }

        try
        {
            // File.Exists takes the link itself for a file.
            string? end = link.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            return File.Exists(end) || Directory.Exists(end) ? null : target;
        }
        catch (IOException)
        {
            return target; // The links form a loop.
        }
    }

    /// <summary>There, the system finds a link's target; folders on the way are read by all programs in the same way.</summary>
    private static string OnWindows(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;

    [UnsupportedOSPlatform("windows")]
    private static string OnUnix(string path)
    {
        string current = Path.IsPathRooted(path) ? path : $"{Environment.CurrentDirectory}/{path}";
        for (int links = 0; links <= MaximumLinks; links++)
        {
            if (RealPath.TryResolve(current, out int error) is { } real)
            {
                return real;
            }

            if (error == Errno.ENOTDIR)
            {
                return path; // A file stands where a folder should: there is no such file, and none can be made.
            }

            if (error != Errno.ENOENT)
            {
                throw Refusal(error);
            }

            // Its last part is missing, or a link whose file is.
            int slash = current.TrimEnd('/').LastIndexOf('/');
            string name = current[(slash + 1)..].TrimEnd('/');
            string folder = slash <= 0 ? "/" : OnUnix(current[..slash]);
            if (name is "." or "..")
            {
                throw new DirectoryNotFoundException();
            }

            string candidate = Path.Combine(folder, name);
            if (new FileInfo(candidate).LinkTarget is not { } target)
            {
                return candidate;
            }

            current = target.StartsWith('/') ? target : $"{folder}/{target}";
        }

        throw Refusal(Errno.ELOOP);
    }

    [UnsupportedOSPlatform("windows")]
    private static Exception Refusal(int error) =>
        error is Errno.EACCES or Errno.EPERM ? new UnauthorizedAccessException()
        : error == Errno.ENAMETOOLONG ? new PathTooLongException()
        : new IOException(null, error);
}
