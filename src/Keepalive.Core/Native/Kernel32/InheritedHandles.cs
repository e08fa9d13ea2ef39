using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Native.Kernel32;

/// <summary>PROC_THREAD_ATTRIBUTE_HANDLE_LIST: the child inherits these handles, and no other inheritable one of this process.</summary>
/// <remarks>The list keeps the pointer it is given, and refuses a handle that stands in it twice.</remarks>
[SupportedOSPlatform("windows")]
internal sealed unsafe partial class InheritedHandles : IDisposable
{
    private const nuint PROC_THREAD_ATTRIBUTE_HANDLE_LIST = 0x20002;

    private void* _list;
    private bool _initialized;

    internal InheritedHandles(nint* handles, int count)
    {
        nuint size = 0;
        _ = InitializeProcThreadAttributeList(null, 1, 0, &size); // Fails by design, and tells the size.
        _list = NativeMemory.AllocZeroed(size);
        _initialized = InitializeProcThreadAttributeList(_list, 1, 0, &size) != 0;
        if (!_initialized
            || UpdateProcThreadAttribute(
                _list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles, (nuint)(count * sizeof(nint)), null, null) == 0)
        {
            Win32Exception error = new(Marshal.GetLastPInvokeError());
            Dispose();
            throw error;
        }
    }

    internal void* Pointer => _list;

    public void Dispose()
    {
        if (_initialized)
        {
            DeleteProcThreadAttributeList(_list);
            _initialized = false;
        }

        NativeMemory.Free(_list);
        _list = null;
    }

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int InitializeProcThreadAttributeList(void* list, uint count, uint flags, nuint* size);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int UpdateProcThreadAttribute(
        void* list, uint flags, nuint attribute, void* value, nuint size, void* previous, void* returnSize);

    [LibraryImport("kernel32")]
    private static partial void DeleteProcThreadAttributeList(void* list);
}
