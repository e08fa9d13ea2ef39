namespace Keepalive.Platform.Time;

/// <summary>
/// The caller's time limit: one limit for all steps to an answer. Only this class computes the remaining time.
/// </summary>
public sealed class Deadline
{
    /// <summary>
    /// The time of one call when the caller names none. Claude Code shows nothing while it waits for a credential, so that more would look like a
    /// hang; less would end a renewal behind a slow proxy, which takes a handshake (5 s at most) and two requests.
    /// </summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(15);

    /// <summary>A step of a one-time code (RFC 6238, 5.2) and the request after it.</summary>
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(35);

    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly Action<TimeSpan>? _extending;
    private TimeSpan _extension;

    private Deadline(TimeProvider clock, TimeSpan limit, TimeSpan grace, Action<TimeSpan>? extending)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _extending = extending;

        // Less than no time is none, and can be so much less that it can't be subtracted from.
        Limit = limit < TimeSpan.Zero ? TimeSpan.Zero : limit;
        Grace = grace;
    }

    /// <summary>The whole time that was allowed.</summary>
    public TimeSpan Limit { get; }

    /// <summary>The caller has set the limit (<c>--timeout</c>). Otherwise it is a fixed one, which an error must not tell as the caller's.</summary>
    internal bool IsOfCaller { get; private init; } = true;

    /// <summary>The remaining time; zero if there is none, and never more than a timer can count (24 days).</summary>
    public TimeSpan Remaining
    {
        get
        {
            TimeSpan left = Limit + _extension - Elapsed;
            return left < TimerSpan.Shortest ? TimeSpan.Zero : TimerSpan.Of(left);
        }
    }

    /// <summary>The further time that the caller grants for the next one-time code, which comes at a fixed time; zero if none is left.</summary>
    internal TimeSpan Grace { get; private set; }

    /// <summary>How long the caller has been waiting.</summary>
    internal TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    /// <summary>Starts the clock.</summary>
    /// <param name="clock">The clock; its monotonic time counts.</param>
    /// <param name="limit">The time allowed from now on.</param>
    public static Deadline After(TimeProvider clock, TimeSpan limit) => new(clock, limit, TimeSpan.Zero, extending: null);

    /// <summary>
    /// The same for a credential, with up to 35 seconds more if it must wait for the next one-time code. A caller that names another time than the usual one
    /// has no more than that.
    /// </summary>
    /// <param name="clock">The clock; its monotonic time counts.</param>
    /// <param name="limit">The time allowed from now on.</param>
    /// <param name="extending">Told the further time when it is taken, for a caller with a clock of its own.</param>
    public static Deadline ForCredential(TimeProvider clock, TimeSpan limit, Action<TimeSpan>? extending = null) =>
        new(clock, limit, limit == DefaultLimit ? LongestGrace : TimeSpan.Zero, extending);

    /// <summary>Starts the clock with a limit that no caller can change: that of a background process, or of one step.</summary>
    /// <param name="clock">The clock; its monotonic time counts.</param>
    /// <param name="limit">The time allowed from now on.</param>
    internal static Deadline Fixed(TimeProvider clock, TimeSpan limit) => new(clock, limit, TimeSpan.Zero, extending: null) { IsOfCaller = false };

    /// <summary>The same for a credential, with the further time for a one-time code.</summary>
    /// <param name="clock">The clock; its monotonic time counts.</param>
    /// <param name="limit">The time allowed from now on.</param>
    internal static Deadline FixedForCredential(TimeProvider clock, TimeSpan limit) =>
        new(clock, limit, limit == DefaultLimit ? LongestGrace : TimeSpan.Zero, extending: null) { IsOfCaller = false };

    /// <summary>The remaining time for a step that needs time: never zero, at most <paramref name="atMost"/>.</summary>
    /// <param name="what">The start of a sentence: what would have to be done.</param>
    /// <param name="target">The session, profile or role that is worked on.</param>
    /// <param name="atMost">What it may take at most; null: all that is left.</param>
    /// <exception cref="KeepaliveException">TimedOut: nothing is left, so nothing was begun.</exception>
    internal TimeSpan Require(string what, string? target, TimeSpan? atMost = null) =>
        Within(atMost ?? TimerSpan.Longest) is var left && left > TimeSpan.Zero ? left : throw TimedOut(what, target);

    /// <summary>The error of this limit.</summary>
    /// <param name="what">The operation, as the subject of the sentence.</param>
    /// <param name="target">The session, profile or role that is worked on.</param>
    internal KeepaliveException TimedOut(string what, string? target) => KeepaliveErrors.TimedOut(what, Limit, target, IsOfCaller);

    /// <summary>Takes further time out of the grace; false if that is too short.</summary>
    /// <param name="wait">The time.</param>
    internal bool TryExtend(TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero || wait > Grace)
        {
            return false;
        }

        Grace -= wait;
        _extension += wait;
        _extending?.Invoke(wait);
        return true;
    }

    /// <summary>The shorter of <paramref name="bound"/> and what is left; zero when nothing is.</summary>
    internal TimeSpan Within(TimeSpan bound)
    {
        TimeSpan left = Remaining;
        return bound < left ? TimerSpan.Of(bound) : left;
    }
}
