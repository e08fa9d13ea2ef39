using System.Buffers;

namespace Keepalive.Aws.Profiles;

/// <summary>Which names of profiles work where.</summary>
public static class ProfileName
{
    private static readonly SearchValues<char> PortableCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/.%@:+");

    /// <summary>
    /// Every SDK sees a profile of this name (the published parser cases). One with a space, say, works in the aws CLI
    /// and here, but is invisible to Claude Code's own SDK.
    /// </summary>
    /// <param name="name">The name.</param>
    public static bool IsPortable(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(PortableCharacters);
}
