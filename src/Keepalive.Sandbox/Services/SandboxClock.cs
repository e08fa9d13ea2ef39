namespace Keepalive.Sandbox.Services;

/// <summary>The machine's clock moved by an amount that can be changed, so that tokens end without a wait.</summary>
public sealed class SandboxClock : TimeProvider
{
    private long _offset;

    /// <summary>How far this clock is ahead of the machine's; negative when behind.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    /// <summary>Moves the time on.</summary>
    /// <param name="time">By how much.</param>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _offset, time.Ticks);
}
