using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Kernel32;

/// <summary>A PROC_THREAD_ATTRIBUTE_LIST of one attribute.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe partial class ProcThreadAttribute : IDisposable
{
    private const nuint PROC_THREAD_ATTRIBUTE_HANDLE_LIST = 0x20002;
    private const nuint PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE = 0x20016;

    private void* _list;
    private bool _initialized;

    private ProcThreadAttribute(nuint attribute, void* value, nuint valueSize)
    {
        nuint size = 0;
        _ = InitializeProcThreadAttributeList(null, 1, 0, &size); // Fails by design, and tells the size.
        _list = NativeMemory.AllocZeroed(size);
        _initialized = InitializeProcThreadAttributeList(_list, 1, 0, &size) != 0;
        if (!_initialized || UpdateProcThreadAttribute(_list, 0, attribute, value, valueSize, null, null) == 0)
        {
            Win32Exception error = new(Marshal.GetLastPInvokeError());
            Dispose();
            throw error;
        }
    }

    internal void* Pointer => _list;

    /// <summary>The child inherits these handles, and no other inheritable one of this process.</summary>
    /// <remarks>The list keeps the given pointer, and refuses a handle that occurs in it twice.</remarks>
    internal static ProcThreadAttribute InheritedHandles(nint* handles, int count) =>
        new(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles, (nuint)(count * sizeof(nint)));

    /// <summary>The child's console. The list takes the handle itself for the value, not a pointer to it.</summary>
    internal static ProcThreadAttribute Console(PseudoConsole console) =>
        new(PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE, (void*)console.DangerousGetHandle(), (nuint)sizeof(nint));

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
