using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Keepalive.Platform.Native.CoreFoundation;

namespace Keepalive.Platform.Native.Security;

/// <summary>
/// SecItemAdd and its kin, for generic passwords of one service. Each answers zero or the OSStatus; that there is no such item
/// is not an error.
/// </summary>
[SupportedOSPlatform("macos")]
internal static partial class KeychainItem
{
    private const string Library = "/System/Library/Frameworks/Security.framework/Security";
    private const string Service = "claude-aws";
    private const int errSecDuplicateItem = -25299;
    private const int errSecItemNotFound = -25300;

    internal static int Store(string account, string label, ReadOnlySpan<byte> value)
    {
        using CoreFoundationObject data = CoreFoundationData.Create(value);
        using CoreFoundationObject service = CoreFoundationText.Create(Service);
        using CoreFoundationObject name = CoreFoundationText.Create(account);
        using CoreFoundationObject title = CoreFoundationText.Create(label);
        using CoreFoundationObject item = CoreFoundationDictionary.Create(
            (Constant("kSecClass"), Constant("kSecClassGenericPassword")),
            (Constant("kSecAttrService"), service.Pointer),
            (Constant("kSecAttrAccount"), name.Pointer),
            (Constant("kSecAttrLabel"), title.Pointer),
            (Constant("kSecValueData"), data.Pointer));
        int status = SecItemAdd(item.Pointer, 0);
        if (status == errSecDuplicateItem)
        {
            using CoreFoundationObject query = Query(service, name);
            using CoreFoundationObject change = CoreFoundationDictionary.Create((Constant("kSecValueData"), data.Pointer));
            status = SecItemUpdate(query.Pointer, change.Pointer);
        }

        return status;
    }

    internal static int Read(string account, out Secret? secret)
    {
        secret = null;
        using CoreFoundationObject service = CoreFoundationText.Create(Service);
        using CoreFoundationObject name = CoreFoundationText.Create(account);
        using CoreFoundationObject query = Query(
            service, name, (Constant("kSecReturnData"), CoreFoundationObject.Constant(CoreFoundationObject.Library, "kCFBooleanTrue")));
        int status = SecItemCopyMatching(query.Pointer, out nint found);
        if (status == 0)
        {
            using CoreFoundationObject data = new(found);
            Span<byte> bytes = CoreFoundationData.Bytes(found);
            secret = Secret.FromUtf8(bytes);
            CryptographicOperations.ZeroMemory(bytes);
        }

        return status == errSecItemNotFound ? 0 : status;
    }

    /// <summary>Without its value, so that no permission dialog appears.</summary>
    internal static int Exists(string account, out bool exists)
    {
        using CoreFoundationObject service = CoreFoundationText.Create(Service);
        using CoreFoundationObject name = CoreFoundationText.Create(account);
        using CoreFoundationObject query = Query(service, name);
        int status = SecItemCopyMatching(query.Pointer, 0);
        exists = status == 0;
        return status == errSecItemNotFound ? 0 : status;
    }

    internal static int Remove(string account, out bool existed)
    {
        using CoreFoundationObject service = CoreFoundationText.Create(Service);
        using CoreFoundationObject name = CoreFoundationText.Create(account);
        using CoreFoundationObject query = Query(service, name);
        int status = SecItemDelete(query.Pointer);
        existed = status == 0;
        return status == errSecItemNotFound ? 0 : status;
    }

    private static CoreFoundationObject Query(CoreFoundationObject service, CoreFoundationObject account, params ReadOnlySpan<(nint, nint)> more) =>
        CoreFoundationDictionary.Create(
        [
            (Constant("kSecClass"), Constant("kSecClassGenericPassword")),
            (Constant("kSecAttrService"), service.Pointer),
            (Constant("kSecAttrAccount"), account.Pointer),
            .. more,
        ]);

    private static nint Constant(string name) => CoreFoundationObject.Constant(Library, name);

    [LibraryImport(Library)]
    private static partial int SecItemAdd(nint attributes, nint result);

    [LibraryImport(Library)]
    private static partial int SecItemUpdate(nint query, nint attributes);

    [LibraryImport(Library)]
    private static partial int SecItemCopyMatching(nint query, out nint result);

    [LibraryImport(Library)]
    private static partial int SecItemCopyMatching(nint query, nint result);

    [LibraryImport(Library)]
    private static partial int SecItemDelete(nint query);
}
