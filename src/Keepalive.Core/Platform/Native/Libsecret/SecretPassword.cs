using System.Runtime.InteropServices;
using Keepalive.Platform.Native.Glib;

namespace Keepalive.Platform.Native.Libsecret;

/// <summary>
/// The secret_password_* functions, in the form that takes attributes as a table. Each answers null, or what went wrong; that
/// there is no such item is nothing wrong.
/// </summary>
internal static unsafe partial class SecretPassword
{
    private const string Library = "libsecret-1.so.0";
    private const string SchemaName = "io.github.claude-aws";
    private const string DefaultCollection = "default";
    private const int SECRET_SEARCH_NONE = 0;

    internal static bool IsInstalled => NativeLibrary.TryLoad(Library, out _);

    internal static string? Store(string key, string label, ReadOnlySpan<byte> utf8, CancellationToken cancellationToken)
    {
        // The function wants a terminating zero. The copy is zeroed when it is done with.
        byte* value = (byte*)NativeMemory.AllocZeroed((nuint)utf8.Length + 1);
        try
        {
            utf8.CopyTo(new Span<byte>(value, utf8.Length));
            using Call call = new(key, cancellationToken);
            GError* error = null;
            _ = secret_password_storev_sync(call.Schema.Pointer, call.Attributes.Pointer, DefaultCollection, label, value, call.Cancellable.Pointer, &error);
            return error is null ? null : GError.Take(error);
        }
        finally
        {
            NativeMemory.Clear(value, (nuint)utf8.Length);
            NativeMemory.Free(value);
        }
    }

    internal static string? Lookup(string key, out Secret? secret, CancellationToken cancellationToken)
    {
        using Call call = new(key, cancellationToken);
        GError* error = null;
        byte* value = secret_password_lookupv_sync(call.Schema.Pointer, call.Attributes.Pointer, call.Cancellable.Pointer, &error);
        secret = value is null ? null : Secret.FromUtf8(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(value));
        if (value is not null)
        {
            secret_password_free(value);
        }

        return error is null ? null : GError.Take(error);
    }

    /// <summary>Reads no value, and so shows no dialog to unlock the store.</summary>
    internal static string? Search(string key, out bool exists, CancellationToken cancellationToken)
    {
        using Call call = new(key, cancellationToken);
        GError* error = null;
        nint found;
        try
        {
            found = secret_password_searchv_sync(call.Schema.Pointer, call.Attributes.Pointer, SECRET_SEARCH_NONE, call.Cancellable.Pointer, &error);
        }
        catch (EntryPointNotFoundException)
        {
            // libsecret before 0.19 has no other way than to read it.
            string? problem = Lookup(key, out Secret? secret, cancellationToken);
            exists = secret is not null;
            secret?.Dispose();
            return problem;
        }

        exists = found != 0;
        GList.FreeWithObjects(found);
        return error is null ? null : GError.Take(error);
    }

    internal static string? Clear(string key, out bool existed, CancellationToken cancellationToken)
    {
        using Call call = new(key, cancellationToken);
        GError* error = null;
        existed = secret_password_clearv_sync(call.Schema.Pointer, call.Attributes.Pointer, call.Cancellable.Pointer, &error) != 0;
        return error is null ? null : GError.Take(error);
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int secret_password_storev_sync(
        nint schema, nint attributes, string collection, string label, byte* password, nint cancellable, GError** error);

    [LibraryImport(Library)]
    private static partial byte* secret_password_lookupv_sync(nint schema, nint attributes, nint cancellable, GError** error);

    [LibraryImport(Library)]
    private static partial nint secret_password_searchv_sync(nint schema, nint attributes, int flags, nint cancellable, GError** error);

    [LibraryImport(Library)]
    private static partial int secret_password_clearv_sync(nint schema, nint attributes, nint cancellable, GError** error);

    /// <summary>Zeroes before it frees.</summary>
    [LibraryImport(Library)]
    private static partial void secret_password_free(byte* password);

    /// <summary>The resources of every call, which are released afterwards.</summary>
    private readonly ref struct Call(string key, CancellationToken cancellationToken)
    {
        internal SecretSchema Schema { get; } = new(SchemaName, "application", "key");

        internal GHashTable Attributes { get; } = new(("application", "claude-aws"), ("key", key));

        internal GCancellable Cancellable { get; } = new(cancellationToken);

        public void Dispose()
        {
            Cancellable.Dispose();
            Attributes.Dispose();
            Schema.Dispose();
        }
    }
}
