using Keepalive.Platform.Files;

namespace Keepalive.Tokens;

/// <summary>The content of a token file, which every AWS tool may change at any time.</summary>
internal static class TokenFileContent
{
    /// <summary>The longest that is read.</summary>
    public const int MaximumLength = 1024 * 1024;

    /// <summary>Changes a token file against what it holds. A second name that it has, such as in a copy made of links, keeps the old content.</summary>
    /// <param name="target">The file, without links.</param>
    /// <param name="choose">What it shall hold, by what it holds; null: there shall be none. What it returns unchanged stays as it is.</param>
    /// <param name="prepared">The new version, whose room on the disk is secured; it is used once.</param>
    /// <returns>What it holds now.</returns>
    /// <exception cref="IOException">It can't be written, or another program changes it again and again.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static ReadOnlyMemory<byte>? Change(string target, Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?> choose, PreparedFile? prepared = null)
    {
        FileSnapshot snapshot = FileSnapshot.Read(target, MaximumLength, TimeProvider.System);
        ReadOnlyMemory<byte>? read = snapshot.Exists ? snapshot.Content : default(ReadOnlyMemory<byte>?);
        ReadOnlyMemory<byte>? wanted = choose(read);
        if (read is { } before ? wanted is { } after && before.Span.SequenceEqual(after.Span) : wanted is null)
        {
            return read;
        }

        var file = new SharedFile(target, MaximumLength, choose) { IsPrivate = true, LeavesSecondName = true, Prepared = prepared is { IsFilled: false } ? prepared : null };
        ReadOnlyMemory<byte>? now = file.Change(read, wanted);
        AtomicFile.Sweep(target);
        return now;
    }
}
