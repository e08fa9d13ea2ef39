using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>posix_spawn_file_actions_t: what the child does with descriptors, in order, before its program starts.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class SpawnFileActions : IDisposable
{
    // A pointer on macOS, about 80 bytes elsewhere.
    private const int Room = 1024;

    private static readonly delegate* unmanaged<void*, int, int> AddCloseFrom =
        (delegate* unmanaged<void*, int, int>)Optional("posix_spawn_file_actions_addclosefrom_np");

    private static readonly delegate* unmanaged<void*, byte*, int> AddChdir =
        (delegate* unmanaged<void*, byte*, int>)Optional("posix_spawn_file_actions_addchdir_np");

    private void* _actions;

    internal SpawnFileActions()
    {
        void* actions = NativeMemory.AllocZeroed(Room);
        int error = posix_spawn_file_actions_init(actions);
        if (error != 0)
        {
            NativeMemory.Free(actions);
            throw new Win32Exception(error);
        }

        _actions = actions;
    }

    internal void* Pointer => _actions;

    internal void Open(int descriptor, string path, int flags) =>
        Check(posix_spawn_file_actions_addopen(_actions, descriptor, path, flags, 0));

    /// <summary>The copy outlives exec even if <paramref name="source"/> is close-on-exec, and even if both are one number.</summary>
    internal void Duplicate(int source, int target) =>
        Check(posix_spawn_file_actions_adddup2(_actions, source, target));

    /// <summary>Closes every descriptor from 3 on, the ones too that this process was itself given by a careless parent.</summary>
    internal void CloseTheRest()
    {
        if (OperatingSystem.IsMacOS())
        {
            return; // POSIX_SPAWN_CLOEXEC_DEFAULT does it.
        }

        if (AddCloseFrom is not null)
        {
            Check(AddCloseFrom(_actions, 3));
        }
        else
        {
            CloseOneByOne();
        }
    }

    /// <summary>
    /// For musl, and for glibc before 2.34. .NET opens everything close-on-exec, so what could leak was there from the start,
    /// and a list made now is complete. Closing a closed descriptor is not an error for either library.
    /// </summary>
    internal void CloseOneByOne()
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(entry.AsSpan()), out int descriptor) && descriptor > 2)
            {
                Check(posix_spawn_file_actions_addclose(_actions, descriptor));
            }
        }
    }

    /// <summary>False where the C library has no such action (glibc before 2.29).</summary>
    internal bool TryChangeDirectory(string path)
    {
        if (AddChdir is null)
        {
            return false;
        }

        using NativeStrings text = new([path]);
        Check(AddChdir(_actions, *text.Pointer));
        return true;
    }

    public void Dispose()
    {
        if (_actions is not null)
        {
            _ = posix_spawn_file_actions_destroy(_actions);
            NativeMemory.Free(_actions);
            _actions = null;
        }
    }

    private static nint Optional(string name) =>
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out nint address) ? address : 0;

    // ENOMEM is the one error left when the numbers are good.
    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error); // Which speaks errno on Unix.
        }
    }

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn_file_actions_addopen(void* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_adddup2(void* actions, int source, int target);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_addclose(void* actions, int descriptor);
}
