using Keepalive.Aws.Profiles;

namespace Keepalive.Diagnostics.Facts;

/// <summary>One of the two shared files, or the reason why it can't be read.</summary>
/// <param name="Path">The path.</param>
/// <param name="Content">What it says; null when it can't be read.</param>
/// <param name="Fault">Why it can't be read.</param>
internal sealed record ExaminedFile(string Path, ProfileFile? Content, KeepaliveException? Fault)
{
    /// <summary>It is there, and was read.</summary>
    public bool Exists => Content is { Exists: true };

    /// <summary>A repair may change it: all of it was understood, and it can be written back to where it came from.</summary>
    public bool CanBeEdited => Content is { Exists: true, Snapshot.IsPipe: false, Document.Problems.Count: 0 };

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
