using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;

namespace Keepalive.Platform.Processes;

/// <summary>Finds a program on Windows: by its path, or on PATH. The current folder and our own are not searched.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsExecutable
{
    // The part of PATHEXT that can be started without asking the shell what a file type means. A real program has priority over
    // a script of the same name beside it.
    private static readonly string[] Extensions = [".exe", ".com", ".cmd", ".bat"];

    internal static string Find(string fileName, SortedDictionary<string, string> environment)
    {
        // A quote ends the program's name on the line we make; no file has one in its name.
        if (fileName.Contains('"'))
        {
            throw new ChildStartException(ChildStartException.NotFound);
        }

        if (fileName.AsSpan().ContainsAny('\\', '/', ':'))
        {
            string path = Path.GetFullPath(fileName);
            return FirstThatExists(path) ?? (Directory.Exists(path)
                ? throw new ChildStartException("it is a directory")
                : throw new ChildStartException(ChildStartException.NotFound));
        }

        foreach (string folder in ProgramSearch.Folders(environment.GetValueOrDefault("PATH", ""), isWindows: true))
        {
            if (FirstThatExists(Path.GetFullPath(fileName, folder)) is { } found)
            {
                return found;
            }
        }

        throw new ChildStartException(ChildStartException.NotFound);
    }

    /// <summary>One error code, one phrase.</summary>
    internal static ChildStartException StartFailure(int error) => new(error switch
    {
        Win32Error.ERROR_FILE_NOT_FOUND or Win32Error.ERROR_PATH_NOT_FOUND or Win32Error.ERROR_INVALID_NAME => ChildStartException.NotFound,
        Win32Error.ERROR_ACCESS_DENIED => "permission denied",
        Win32Error.ERROR_BAD_EXE_FORMAT or Win32Error.ERROR_BAD_FORMAT or Win32Error.ERROR_EXE_MACHINE_TYPE_MISMATCH =>
            "not a program for this system",
        Win32Error.ERROR_FILENAME_EXCED_RANGE => "its arguments are too long",
        Win32Error.ERROR_NOT_ENOUGH_MEMORY => "out of memory",
        Win32Error.ERROR_SHARING_VIOLATION => "another process is writing it",
        Win32Error.ERROR_DIRECTORY => "its working directory was not found",
        Win32Error.ERROR_ELEVATION_REQUIRED => "it requires administrator rights",
        Win32Error.ERROR_VIRUS_INFECTED or Win32Error.ERROR_ACCESS_DISABLED_BY_POLICY => "blocked by a policy of this computer",
        _ => $"error {error}",
    });

    private static string? FirstThatExists(string path)
    {
        if (Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            return File.Exists(path) ? path : null;
        }

        // "tool.v2" may be the name of "tool.v2.exe"; a file that is called just so comes last.
        foreach (string extension in Extensions)
        {
            if (File.Exists(path + extension))
            {
                return path + extension;
            }
        }

        return File.Exists(path) ? path : null;
    }
}
