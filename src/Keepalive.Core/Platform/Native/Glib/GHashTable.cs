using System.Runtime.InteropServices;

namespace Keepalive.Platform.Native.Glib;

/// <summary>A GHashTable of texts, which lives as long as this does.</summary>
internal sealed partial class GHashTable : IDisposable
{
    private readonly List<nint> _texts = [];

    internal GHashTable(params ReadOnlySpan<(string Name, string Value)> entries)
    {
        Pointer = g_hash_table_new(GlibLibrary.Function("g_str_hash"), GlibLibrary.Function("g_str_equal"));
        foreach ((string name, string value) in entries)
        {
            _ = g_hash_table_insert(Pointer, Text(name), Text(value));
        }
    }

    internal nint Pointer { get; }

    public void Dispose()
    {
        g_hash_table_unref(Pointer);
        foreach (nint text in _texts)
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    private nint Text(string text)
    {
        nint pointer = Marshal.StringToCoTaskMemUTF8(text);
        _texts.Add(pointer);
        return pointer;
    }

    [LibraryImport(GlibLibrary.Glib)]
    private static partial nint g_hash_table_new(nint hash, nint equal);

    [LibraryImport(GlibLibrary.Glib)]
    private static partial int g_hash_table_insert(nint table, nint key, nint value);

    [LibraryImport(GlibLibrary.Glib)]
    private static partial void g_hash_table_unref(nint table);
}
