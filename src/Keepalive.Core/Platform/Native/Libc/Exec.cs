using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>execv(3): this process becomes another program, with the environment that setenv(3) and unsetenv(3) have left.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class Exec
{
    private const int SIGPIPE = 13;
    private const int SIGXFSZ = 25;
    private const nint SIG_DFL = 0;
    private const int Overwrite = 1;

    /// <summary>Returns the error number; when all goes well, never.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">All arguments, the name of the program first.</param>
    /// <param name="environmentChanges">The variables to set; null means remove. The others are not changed.</param>
    internal static int Replace(string path, IReadOnlyCollection<string> arguments, IReadOnlyDictionary<string, string?> environmentChanges)
    {
        foreach ((string name, string? value) in environmentChanges)
        {
            _ = value is null ? unsetenv(name) : setenv(name, value, Overwrite);
        }

        // The runtime ignores SIGPIPE, and Keepalive ignores SIGXFSZ. A new program inherits ignored signals: 'yes | head' in it would never end.
        _ = signal(SIGPIPE, SIG_DFL);
        _ = signal(SIGXFSZ, SIG_DFL);
        using NativeStrings argv = new(arguments);
        using CoreLimit.Old limit = CoreLimit.Restored();
        _ = execv(path, argv.Pointer);
        return Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execv(string path, byte** argv);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unsetenv(string name);

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);
}
