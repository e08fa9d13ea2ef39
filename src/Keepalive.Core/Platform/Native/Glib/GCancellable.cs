using System.Runtime.InteropServices;

namespace Keepalive.Platform.Native.Glib;

/// <summary>A GCancellable that follows a token: what waits in GLib ends when the token is cancelled.</summary>
internal sealed partial class GCancellable : IDisposable
{
    private readonly CancellationTokenRegistration _registration;

    internal GCancellable(CancellationToken cancellationToken)
    {
        Pointer = g_cancellable_new();
        _registration = cancellationToken.UnsafeRegister(static state => g_cancellable_cancel((nint)state!), Pointer);
    }

    internal nint Pointer { get; }

    public void Dispose()
    {
        // Waits for a cancellation that is under way, so that it finds the object alive.
        _registration.Dispose();
        g_object_unref(Pointer);
    }

    [LibraryImport(GlibLibrary.Io)]
    private static partial nint g_cancellable_new();

    [LibraryImport(GlibLibrary.Io)]
    private static partial void g_cancellable_cancel(nint cancellable);

    [LibraryImport(GlibLibrary.Object)]
    private static partial void g_object_unref(nint instance);
}
