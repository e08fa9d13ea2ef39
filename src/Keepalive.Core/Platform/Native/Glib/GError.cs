using System.Runtime.InteropServices;

namespace Keepalive.Platform.Native.Glib;

/// <summary>GError.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct GError
{
    private readonly uint _domain;
    private readonly int _code;
    private readonly byte* _message;

    /// <summary>The message, as the end of a sentence of ours; the error is freed.</summary>
    internal static string Take(GError* error)
    {
        string message = Marshal.PtrToStringUTF8((nint)error->_message) ?? $"error {error->_code} of domain {error->_domain}";
        g_error_free(error);
        return message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
    }

    [LibraryImport(GlibLibrary.Glib)]
    private static partial void g_error_free(GError* error);
}
