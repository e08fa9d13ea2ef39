using System.Diagnostics;

namespace Keepalive.Platform.Files;

/// <summary>
/// Changes a file that other programs write too, only against the content that was read. The new content changes places with the
/// old one; the displaced file is compared when no program can write to it any more, and merged if it differs from what was read.
/// </summary>
/// <param name="target">The file, without links.</param>
/// <param name="maximumLength">How many bytes it may have.</param>
/// <param name="again">
/// Makes the same change to another content; null means no file. Without it, a file that another program has changed keeps that content.
/// </param>
internal sealed class SharedFile(string target, int maximumLength, Func<ReadOnlyMemory<byte>?, ReadOnlyMemory<byte>?>? again)
{
    /// <summary>Each takes another writer at this very moment.</summary>
    private const int MaximumAttempts = 16;

    private const int BetweenReads = 10;

    /// <summary>For a file that is being written, or held, at this moment.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Displaced versions of others that the content to be written has in it.</summary>
    private readonly List<DisplacedFile> _joined = [];

    /// <summary>The mode of a new file; null: only its owner can read and write it.</summary>
    public UnixFileMode? NewMode { get; init; }

    /// <summary>An existing file also becomes readable and writable only for its owner.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>A second name of the file is left with the old content; otherwise such a file is refused.</summary>
    public bool LeavesSecondName { get; init; }

    /// <summary>The first new version, whose room on the disk is secured; null: it is made when it is written.</summary>
    public PreparedFile? Prepared { get; init; }

    /// <summary>Writes the file, also with the same content, for programs that watch it.</summary>
    /// <param name="read">What was read; null: there was no file.</param>
    /// <param name="wanted">What it is to hold; null: it is to go.</param>
    /// <returns>What it holds now: the newest content with the change.</returns>
    /// <exception cref="FileChangedException">Another program has changed it, and the two can't be merged: its content is kept.</exception>
    /// <exception cref="HardLinkException">It has a second name.</exception>
    /// <exception cref="IOException">It can't be written; the old content is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the old content is there.</exception>
    public ReadOnlyMemory<byte>? Change(ReadOnlyMemory<byte>? read, ReadOnlyMemory<byte>? wanted)
    {
        (ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte>? content, bool isWritten) = (read, wanted, false);
        PreparedFile? prepared = Prepared;
        try
        {
            for (int attempt = 0; attempt < MaximumAttempts; attempt++)
            {
                ReadOnlyMemory<byte>? now = Look(expected);
                if (!AreSame(now, expected))
                {
                    if (isWritten && again is null)
                    {
                        return now; // Written, and changed by the next writer in his turn.
                    }

                    KeepJoined();
                    (expected, content) = (now, Again(now));
                }

                if (AreSame(content, expected) && (attempt > 0 || !AreSame(read, wanted)))
                {
                    ForgetJoined();
                    return content;
                }

                var swap = new FileSwap(target, _joined is [.., { } newest] ? newest.Path : target)
                {
                    NewMode = NewMode,
                    IsPrivate = IsPrivate,
                    LeavesSecondName = LeavesSecondName,
                    Prepared = prepared,
                };
                prepared = content is null ? prepared : null;
                if (!swap.TryPut(expected, content))
                {
                    continue; // Another program has created or deleted it.
                }

                DisplacedFile? displaced = swap.Displaced;
                ReadOnlyMemory<byte>? before = displaced is null ? expected : displaced.Settle(maximumLength);
                if (displaced is null || AreSame(before, expected))
                {
                    displaced?.Forget();
                    ForgetJoined();
                    (expected, isWritten) = (content, true);
                    continue; // To check whether it is still there.
                }

                KeepJoined();
                ReadOnlyMemory<byte>? ours = content;
                content = displaced.OrPutBack(ours, () => Again(before));
                expected = ours;
                _joined.Add(displaced);
            }
        }
        finally
        {
            KeepJoined();
        }

        throw new FileChangedException();
    }

    private static bool AreSame(ReadOnlyMemory<byte>? one, ReadOnlyMemory<byte>? other) =>
        one is { } first && other is { } second ? first.Span.SequenceEqual(second.Span) : one is null && other is null;

    private ReadOnlyMemory<byte>? Again(ReadOnlyMemory<byte>? now) => again is null ? throw new FileChangedException() : again(now);

    /// <summary>The content at this moment. One that is not the expected one is taken when it has stopped changing.</summary>
    private ReadOnlyMemory<byte>? Look(ReadOnlyMemory<byte>? expected)
    {
        ReadOnlyMemory<byte>? before = null;
        long start = Stopwatch.GetTimestamp();
        for (long since = start; ; Thread.Sleep(BetweenReads))
        {
            bool isLast = Stopwatch.GetElapsedTime(start) > Patience;
            try
            {
                FileSnapshot snapshot = FileSnapshot.Read(target, maximumLength, TimeProvider.System);
                ReadOnlyMemory<byte>? now = snapshot.Exists ? snapshot.Content : default(ReadOnlyMemory<byte>?);
                if (isLast || AreSame(now, expected) || (snapshot.Exists && snapshot.Age(TimeProvider.System.GetUtcNow()) > FileSnapshot.RecentlyChanged))
                {
                    return now;
                }

                if (!AreSame(now, before) || since == start)
                {
                    (before, since) = (now, Stopwatch.GetTimestamp());
                }
                else if (Stopwatch.GetElapsedTime(since) > FileSnapshot.RecentlyChanged)
                {
                    return now;
                }
            }
            catch (IOException exception) when (!isLast && exception is FileBusyException or FileUnsettledException)
            {
                // The next look.
            }
        }
    }

    private void ForgetJoined()
    {
        _joined.ForEach(displaced => displaced.Forget());
        _joined.Clear();
    }

    private void KeepJoined()
    {
        _joined.ForEach(displaced => displaced.Keep());
        _joined.Clear();
    }
}
