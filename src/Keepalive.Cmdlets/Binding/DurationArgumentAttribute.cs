using System.Globalization;
using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// Takes a number as seconds. Left to itself PowerShell makes 15 ticks (1.5 µs) of <c>-Timeout 15</c> and 15 days of
/// <c>-Timeout '15'</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationArgumentAttribute : ArgumentTransformationAttribute
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Nought is not allowed either.</summary>
    public bool MustBePositive { get; set; }

    /// <summary>Seconds or anything PowerShell reads as a TimeSpan, from 0 to one day.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The argument.</param>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        TimeSpan? duration = value is null ? null : Seconds(value) ?? Span(value);
        return duration is { } span && span <= Longest && (MustBePositive ? span > TimeSpan.Zero : span >= TimeSpan.Zero)
            ? span
            : throw new ArgumentTransformationMetadataException(
                $"'{VisibleText.Line(value?.ToString())}' is not a time of {(MustBePositive ? "more than 0" : "0")} to 24 hours. Give seconds (15) or a TimeSpan (0:00:15).");
    }

    private static TimeSpan? Seconds(object value)
    {
        bool isNumber = value is byte or short or int or long or float or double or decimal;
        string text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return (isNumber || value is string) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && Math.Abs(seconds) <= Longest.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : null;
    }

    private static TimeSpan? Span(object value) => value switch
    {
        TimeSpan span => span,
        string text when text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan parsed) => parsed,
        _ => null,
    };
}
