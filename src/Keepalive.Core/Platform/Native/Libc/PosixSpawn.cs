using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>posix_spawn(3). There is no fork from managed code: the other threads, and their locks, would not come along.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class PosixSpawn
{
    internal const int O_RDONLY = 0;
    internal const int O_WRONLY = 1;
    internal const int O_RDWR = 2;

    /// <summary>Zero, or the error number of whatever failed in the child up to and including exec.</summary>
    internal static int Spawn(
        out int pid,
        string path,
        IReadOnlyCollection<string> arguments,
        IReadOnlyCollection<string> environment,
        SpawnFileActions actions,
        SpawnAttributes attributes)
    {
        using NativeStrings argv = new(arguments);
        using NativeStrings envp = new(environment);
        using CoreLimit.Old limit = CoreLimit.Restored();
        int child = 0;
        int error = posix_spawn(&child, path, actions.Pointer, attributes.Pointer, argv.Pointer, envp.Pointer);
        pid = child;
        return error;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn(int* pid, string path, void* actions, void* attributes, byte** argv, byte** envp);
}
