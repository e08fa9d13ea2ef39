using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Advapi32;

/// <summary>CredEnumerateW: what this user has stored, without the values.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CredEnumerate
{
    /// <summary>The names of the domain credentials; none when the system does not tell.</summary>
    /// <param name="prefix">
    /// How the names begin. The function brings the values of all that it finds into this process, so it is not asked for everything.
    /// Wine's counts first and copies then: it crashes if another process stores a credential meanwhile that it was asked for.
    /// </param>
    internal static IReadOnlyList<string> DomainTargets(string prefix)
    {
        uint count;
        Credential** credentials;
        fixed (char* filter = $"{prefix}*")
        {
            if (CredEnumerateW(filter, 0, &count, &credentials) == 0)
            {
                return [];
            }
        }

        List<string> targets = [];
        for (uint index = 0; index < count; index++)
        {
            if (credentials[index]->Type == Credential.CRED_TYPE_DOMAIN_PASSWORD && credentials[index]->TargetName is not null)
            {
                targets.Add(new string(credentials[index]->TargetName));
            }
        }

        CredFree.Free(credentials);
        return targets;
    }

    [LibraryImport("advapi32", SetLastError = true)]
    private static partial int CredEnumerateW(char* filter, uint flags, uint* count, Credential*** credentials);
}
