using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Files;

/// <summary>Gives the successor of a file its owner, mode, access list, label and whatever programs have attached to it.</summary>
[UnsupportedOSPlatform("windows")]
internal static class KeptAttributes
{
    private const string AccessList = "system.posix_acl_access";

    /// <summary>Attributes of the system itself, such as a label: it gives the new file its own ones if we may not set them.</summary>
    private const string SecurityPrefix = "security.";

    /// <exception cref="UnauthorizedAccessException">Something of it can't be kept: the file is another account's, or its access list is refused.</exception>
    /// <param name="from">The file.</param>
    /// <param name="to">Its successor.</param>
    /// <param name="isPrivate">Only the owner may read the successor, at every moment: it gets no mode and no access list.</param>
    public static void Copy(string from, string to, bool isPrivate)
    {
        if (FileOwner.Of(from) is { } owner && FileOwner.Of(to) != owner && !FileOwner.TryChange(to, owner))
        {
            throw new UnauthorizedAccessException();
        }

        if (!isPrivate)
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        }

        if (OperatingSystem.IsLinux())
        {
            CopyOnLinux(from, to, isPrivate);
        }
        else if (!isPrivate && OperatingSystem.IsMacOS() && !CopyFile.TryCopyAttributes(from, to))
        {
            throw new UnauthorizedAccessException();
        }
    }

    [SupportedOSPlatform("linux")]
    private static void CopyOnLinux(string from, string to, bool isPrivate)
    {
        IReadOnlyList<string> names = ExtendedAttributes.NamesOf(from);
        foreach (string name in names)
        {
            if (!(isPrivate && name == AccessList) && ExtendedAttributes.Read(from, name) is { } value && !Has(to, name, value) && !ExtendedAttributes.TrySet(to, name, value)
                && !name.StartsWith(SecurityPrefix, StringComparison.Ordinal))
            {
                throw new UnauthorizedAccessException();
            }
        }

        if ((isPrivate || !names.Contains(AccessList)) && ExtendedAttributes.NamesOf(to).Contains(AccessList))
        {
            // Handed down by the folder, and not what the file had.
            _ = ExtendedAttributes.TryRemove(to, AccessList);
            File.SetUnixFileMode(to, isPrivate ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(from));
        }
    }

    [SupportedOSPlatform("linux")]
    private static bool Has(string path, string name, ReadOnlySpan<byte> value) => ExtendedAttributes.Read(path, name) is { } present && value.SequenceEqual(present);
}
