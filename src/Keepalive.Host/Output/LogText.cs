using Keepalive.Logging;

namespace Keepalive.Host.Output;

/// <summary>An entry of the log for a person: one row, and a second one where something went wrong.</summary>
internal static class LogText
{
    public static string Of(LogEntry entry)
    {
        string way = entry.Way is null ? string.Empty : $" ({entry.Way})";
        string expires = entry.Expires is { } end ? $", until {Timestamp.Format(end)}" : string.Empty;
        string row = $"{Timestamp.Format(entry.At)}  {entry.Event,-12}  {VisibleText.Line(entry.Profile ?? entry.Session)}: {entry.Outcome}{way}, {Duration.Format(entry.Duration)}{expires}";
        return entry.Message is null ? row : $"{row}\n    {VisibleText.Line(entry.Message)}";
    }
}
