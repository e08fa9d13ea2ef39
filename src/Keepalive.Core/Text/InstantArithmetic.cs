namespace Keepalive.Text;

/// <summary>
/// Sums with instants of others (files, answers, a clock that is set wrong). .NET knows the years 1 to 9999 and throws beyond;
/// these stop at the ends, which are as far away for every decision of ours.
/// </summary>
internal static class InstantArithmetic
{
    /// <summary>The instant later by <paramref name="span"/>, or earlier where that is negative.</summary>
    public static DateTimeOffset ShiftedBy(this DateTimeOffset instant, TimeSpan span)
    {
        if (span > DateTimeOffset.MaxValue - instant)
        {
            return DateTimeOffset.MaxValue;
        }

        return span < DateTimeOffset.MinValue - instant ? DateTimeOffset.MinValue : instant + span;
    }
}
