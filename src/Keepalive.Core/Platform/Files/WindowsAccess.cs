using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Keepalive.Platform.Files;

/// <summary>The access rights of a file on Windows.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsAccess
{
    /// <summary>The account we run as, as icacls takes it.</summary>
    public static string Self()
    {
        using WindowsIdentity identity = WindowsIdentity.GetCurrent();
        return identity.Name;
    }

    /// <summary>The file's access list; empty where the system does not tell, or the file has just gone.</summary>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<AccessEntry> Of(string path)
    {
        try
        {
            AuthorizationRuleCollection rules = new FileInfo(path)
                .GetAccessControl(AccessControlSections.Access)
                .GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier));
            return
            [
                .. rules.OfType<FileSystemAccessRule>().Select(rule => new AccessEntry(
                    rule.IdentityReference.Value, rule.AccessControlType == AccessControlType.Allow, (uint)rule.FileSystemRights, rule.IsInherited)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or PrivilegeNotHeldException)
        {
            return [];
        }
    }
}
