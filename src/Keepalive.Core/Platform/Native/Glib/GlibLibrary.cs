using System.Runtime.InteropServices;

namespace Keepalive.Platform.Native.Glib;

/// <summary>GLib's libraries by the names that every Linux gives them; there only where a desktop is.</summary>
internal static class GlibLibrary
{
    internal const string Glib = "libglib-2.0.so.0";
    internal const string Object = "libgobject-2.0.so.0";
    internal const string Io = "libgio-2.0.so.0";

    /// <summary>The address of one of GLib's functions, for GLib itself to call.</summary>
    internal static nint Function(string name) => NativeLibrary.GetExport(NativeLibrary.Load(Glib), name);
}
