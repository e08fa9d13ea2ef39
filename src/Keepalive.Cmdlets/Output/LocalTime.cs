using System.Globalization;

namespace Keepalive.Commands;

/// <summary>
/// A time as the views show it: this machine's zone, in the calendar of ISO 8601 whatever the culture. A property and not a script
/// in the format file, so that it is there after a job or a remote session, too, and where scripts are restricted.
/// </summary>
internal static class LocalTime
{
    public static string Minutes(DateTimeOffset time) => time.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Seconds(DateTimeOffset time) => time.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
