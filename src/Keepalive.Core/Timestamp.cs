using System.Globalization;

namespace Keepalive;

/// <summary>The one way times are written: <c>yyyy-MM-ddTHH:mm:ssZ</c>, UTC, which every AWS tool reads (RFC 3339).</summary>
public static class Timestamp
{
    /// <summary>Whole seconds, rounded down, so that an expiry is never told later than it is.</summary>
    /// <param name="instant">The instant, in any offset.</param>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
