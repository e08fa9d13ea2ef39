using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Libc;

/// <summary>geteuid(2): the account by whose rights this process opens files.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class EffectiveUser
{
    internal static uint Id { get; } = geteuid();

    [LibraryImport("libc")]
    private static partial uint geteuid();
}
