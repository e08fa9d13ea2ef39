using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.CoreFoundation;

/// <summary>CFDictionary, which keeps what it holds alive.</summary>
[SupportedOSPlatform("macos")]
internal static unsafe partial class CoreFoundationDictionary
{
    internal static CoreFoundationObject Create(params ReadOnlySpan<(nint Key, nint Value)> entries)
    {
        nint* keys = stackalloc nint[entries.Length];
        nint* values = stackalloc nint[entries.Length];
        for (int index = 0; index < entries.Length; index++)
        {
            (keys[index], values[index]) = entries[index];
        }

        // Structures: their addresses are needed, not their content.
        nint library = NativeLibrary.Load(CoreFoundationObject.Library);
        return new CoreFoundationObject(CFDictionaryCreate(
            0, keys, values, entries.Length,
            NativeLibrary.GetExport(library, "kCFTypeDictionaryKeyCallBacks"),
            NativeLibrary.GetExport(library, "kCFTypeDictionaryValueCallBacks")));
    }

    [LibraryImport(CoreFoundationObject.Library)]
    private static partial nint CFDictionaryCreate(nint allocator, nint* keys, nint* values, nint count, nint keyCallbacks, nint valueCallbacks);
}
