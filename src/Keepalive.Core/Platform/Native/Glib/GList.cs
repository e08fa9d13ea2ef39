using System.Runtime.InteropServices;

namespace Keepalive.Platform.Native.Glib;

/// <summary>GList.</summary>
internal static partial class GList
{
    /// <summary>Frees a list that owns what it lists.</summary>
    internal static void FreeWithObjects(nint list) =>
        g_list_free_full(list, NativeLibrary.GetExport(NativeLibrary.Load(GlibLibrary.Object), "g_object_unref"));

    [LibraryImport(GlibLibrary.Glib)]
    private static partial void g_list_free_full(nint list, nint free);
}
