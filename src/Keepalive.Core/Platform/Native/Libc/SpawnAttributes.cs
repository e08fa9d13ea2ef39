using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>posix_spawnattr_t: a session of its own, every signal at its default and none blocked.</summary>
/// <remarks>
/// The .NET runtime ignores SIGPIPE, and exec keeps what is ignored. A child with that inheritance writes on for ever into a
/// closed pipe.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class SpawnAttributes : IDisposable
{
    private const int POSIX_SPAWN_SETSIGDEF = 0x04;
    private const int POSIX_SPAWN_SETSIGMASK = 0x08;

    // A pointer on macOS, 336 bytes in glibc. sigset_t: 4 bytes on macOS, 128 in glibc and musl.
    private const int Room = 1024;

    private static readonly int POSIX_SPAWN_SETSID = OperatingSystem.IsMacOS() ? 0x0400 : 0x80;

    // Apple's own way to what addclosefrom_np does: whatever the file actions do not name is closed.
    private static readonly int POSIX_SPAWN_CLOEXEC_DEFAULT = OperatingSystem.IsMacOS() ? 0x4000 : 0;

    private void* _attributes;

    internal SpawnAttributes()
    {
        void* attributes = NativeMemory.AllocZeroed(Room);
        int error = posix_spawnattr_init(attributes);
        if (error != 0)
        {
            NativeMemory.Free(attributes);
            throw new Win32Exception(error);
        }

        _attributes = attributes;
        byte* signals = stackalloc byte[Room];
        _ = sigemptyset(signals);
        _ = posix_spawnattr_setsigmask(attributes, signals);
        _ = sigfillset(signals);
        _ = posix_spawnattr_setsigdefault(attributes, signals);
        _ = posix_spawnattr_setflags(
            attributes,
            (short)(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID | POSIX_SPAWN_CLOEXEC_DEFAULT));
    }

    internal void* Pointer => _attributes;

    public void Dispose()
    {
        if (_attributes is not null)
        {
            _ = posix_spawnattr_destroy(_attributes);
            NativeMemory.Free(_attributes);
            _attributes = null;
        }
    }

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigmask(void* attributes, void* signals);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigdefault(void* attributes, void* signals);

    [LibraryImport("libc")]
    private static partial int sigemptyset(void* signals);

    [LibraryImport("libc")]
    private static partial int sigfillset(void* signals);
}
