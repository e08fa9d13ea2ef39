namespace Keepalive.Aws.AccessKeys;

/// <summary>
/// The time as AWS has it: the machine's clock, corrected by what the last answer of AWS said. It decides whether
/// something is still valid. File ages, and what Claude Code compares with its own clock, stay on <see cref="Machine"/>.
/// </summary>
public sealed class AwsClock : TimeProvider
{
    private AwsClock(TimeProvider machine, TimeSpan skew)
    {
        Machine = machine;
        Skew = skew;
    }

    /// <summary>The machine's own clock.</summary>
    public TimeProvider Machine { get; }

    /// <summary>AWS's time minus the machine's; zero when they agree to the minute, or nothing is known.</summary>
    public TimeSpan Skew { get; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => Machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => Machine.TimestampFrequency;

    /// <summary>The machine's clock with the correction that is stored and has not lapsed.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="machine">The machine's clock.</param>
    public static AwsClock Read(SystemEnvironment environment, TimeProvider machine) =>
        new(machine, new ClockSkewFile(environment, machine).Read());

    /// <summary>The machine's clock as it is.</summary>
    internal AwsClock WithoutSkew() => new(Machine, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Machine.GetUtcNow().ShiftedBy(Skew);

    /// <inheritdoc/>
    public override long GetTimestamp() => Machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Machine.CreateTimer(callback, state, dueTime, period);
}
