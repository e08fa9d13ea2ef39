using Keepalive.Platform.Terminals;

namespace Keepalive.Login;

/// <summary>
/// When an answer may be typed to a tool that asks its terminal where the cursor stands before it reads a line, as those built on survey do:
/// of what arrives together with the terminal's reply, they throw a part away.
/// </summary>
/// <param name="terminal">The terminal.</param>
/// <param name="clock">The time.</param>
internal sealed class CursorTalk(IPseudoTerminal terminal, TimeProvider clock)
{
    /// <summary>For a question more.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(30);

    /// <summary>A tool that has asked at one prompt need not ask at the next.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private bool _asks;
    private int _asked;
    private int _expected;
    private long _since;

    /// <summary>A prompt is to be answered. As many questions are expected there as at the one before.</summary>
    public void Prompted()
    {
        (_expected, _asked) = (_asked, 0);
        _since = clock.GetTimestamp();
    }

    /// <summary>The tool was told where the cursor stands, or what else it has asked.</summary>
    /// <param name="replies">What it was told.</param>
    public void Replied(ReadOnlySpan<byte> replies)
    {
        _asks = terminal.IsEchoOff() is not null; // A Windows console replies without us.
        _asked += replies.Count((byte)'\e');
        _since = clock.GetTimestamp();
    }

    /// <summary>Whether an answer would arrive whole.</summary>
    public bool MayType()
    {
        TimeSpan silence = clock.GetElapsedTime(_since);
        return !_asks || silence >= Limit
            || (_asked >= Math.Max(1, _expected) && silence >= Settle && terminal.HasUnreadInput() != true);
    }
}
