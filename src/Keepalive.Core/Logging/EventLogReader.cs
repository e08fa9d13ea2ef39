using System.Text;
using Keepalive.Platform.Files;

namespace Keepalive.Logging;

/// <summary>Reads the log.</summary>
/// <param name="environment">The variables and the platform.</param>
public sealed class EventLogReader(SystemEnvironment environment)
{
    /// <summary>More than a file can have grown while its change was on the way.</summary>
    private const int MaximumLength = 4 * LogFile.MaximumLength;

    private readonly LogFile _file = new(environment);

    /// <summary>Where lines are added.</summary>
    public string Path => _file.Path;

    /// <summary>The last entries, the oldest of them first. A line that is none is left out.</summary>
    /// <param name="count">How many at most.</param>
    /// <exception cref="KeepaliveException">StateFolderUnusable: a file of the log can't be read.</exception>
    public IReadOnlyList<LogEntry> ReadLast(int count)
    {
        List<LogEntry> entries = [];
        foreach (string path in (ReadOnlySpan<string>)[_file.PathBefore, _file.Path])
        {
            ReadOnlySpan<byte> content = Read(path);
            while (!content.IsEmpty)
            {
                int end = content.IndexOf((byte)'\n');
                if (LogLine.Parse(end < 0 ? content : content[..end]) is { } entry)
                {
                    entries.Add(entry);
                }

                content = end < 0 ? [] : content[(end + 1)..];
            }
        }

        return entries.Count > count ? entries[^count..] : entries;
    }

    /// <summary>An entry as the file has it, without the line's end.</summary>
    public static string ToJson(LogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Encoding.UTF8.GetString(LogLine.Write(entry).Span).TrimEnd('\n');
    }

    /// <summary>Appends never change what is there, so one read is enough, however young the file.</summary>
    private static ReadOnlySpan<byte> Read(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] content = new byte[Math.Min(stream.Length, MaximumLength)];
            return content.AsSpan(0, stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.StateFolderUnusable(path, FileFault.Describe(path, exception), exception, WriteAdvice.For(path, exception));
        }
    }
}
