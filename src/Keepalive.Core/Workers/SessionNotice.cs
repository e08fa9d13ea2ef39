using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Workers;

/// <summary>
/// The file that Claude Code's idle sessions watch (FileChanged): it changes when a person has signed in to a profile, or must.
/// It has one line: the event and its time. If the state folder can't be used, no session is told.
/// </summary>
public sealed class SessionNotice
{
    /// <summary>One failing session after another must not tell the same again and again.</summary>
    private static readonly TimeSpan BetweenSame = TimeSpan.FromMinutes(5);

    private const int MaximumLength = 256;
    private const string SignedInWord = "signed-in";
    private const string NeededWord = "sign-in-needed";

    private readonly TimeProvider _clock;

    /// <summary>Finds it; makes nothing.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public SessionNotice(SystemEnvironment environment, string profile, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _clock = clock;
        Path = System.IO.Path.GetFullPath(StatePaths.Of(environment, StatePaths.Notices, "for-" + WorkerPaths.FileName(profile)));
    }

    /// <summary>The file, whole from the root.</summary>
    public string Path { get; }

    /// <summary>Makes it where it is missing: what isn't there can't be watched.</summary>
    public void Prepare()
    {
        if (!File.Exists(Path))
        {
            Write([]);
        }
    }

    /// <summary>Tells all sessions that watch.</summary>
    /// <param name="kind">What happened.</param>
    public void Post(NoticeKind kind)
    {
        if (kind != NoticeKind.SignInNeeded || Read() is not { Kind: NoticeKind.SignInNeeded } last || _clock.GetUtcNow() - last.At > BetweenSame)
        {
            Write(Encoding.ASCII.GetBytes($"{(kind == NoticeKind.SignedIn ? SignedInWord : NeededWord)} {Timestamp.Format(_clock.GetUtcNow())}\n"));
        }
    }

    /// <summary>The last notice; null when there is none that can be read.</summary>
    public (NoticeKind Kind, DateTimeOffset At)? Read()
    {
        try
        {
            string[] words = Encoding.ASCII.GetString(FileSnapshot.ReadOwn(Path, MaximumLength, _clock).Content.Span).Split(' ', StringSplitOptions.TrimEntries);
            return words is [SignedInWord or NeededWord, var time]
                && Timestamp.TryRead(time, out DateTimeOffset at)
                ? (words[0] == SignedInWord ? NoticeKind.SignedIn : NoticeKind.SignInNeeded, at)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            AtomicFile.Write(Path, content, survivesPowerLoss: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A convenience; the next prompt tells it too.
        }
    }
}

/// <summary>The events that the sessions are told.</summary>
public enum NoticeKind
{
    /// <summary>A person has signed in; requests succeed again.</summary>
    SignedIn,

    /// <summary>A person has to sign in.</summary>
    SignInNeeded,
}
