using Keepalive.Profiles;

namespace Keepalive.Diagnostics;

/// <summary>One of the two shared files, or the reason why it can't be read.</summary>
/// <param name="Path">The path.</param>
/// <param name="Content">What it says; null when it can't be read.</param>
/// <param name="Fault">Why it can't be read.</param>
internal sealed record ExaminedFile(string Path, ProfileFile? Content, KeepaliveException? Fault)
{
    /// <summary>It is there, and was read.</summary>
    public bool Exists => Content is { Exists: true };

    public static ExaminedFile Read(string path, ProfileFileKind kind, TimeProvider clock)
    {
        try
        {
            return new ExaminedFile(path, ProfileFile.Read(path, kind, clock), Fault: null);
        }
        catch (KeepaliveException fault)
        {
            return new ExaminedFile(path, Content: null, fault);
        }
    }
}
