using System.Text;
using Keepalive.Platform.Files;
using Keepalive.Workers;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>
/// Where the caller of another status line's command and its worker meet: what the command is given, what it printed last, and
/// the lock of the one worker that a command and a session have at a time. Owner-only.
/// </summary>
internal sealed class OtherStatusLineFiles
{
    private const int MaximumLength = 128 * 1024;
    private const string RequestEnd = ".in";

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private readonly string _path;

    private OtherStatusLineFiles(string path) => _path = path;

    public string Lock => _path + ".lock";

    private string Output => _path + ".out";

    public static OtherStatusLineFiles Of(SystemEnvironment environment, string command, string? sessionId) => new(
        StatePaths.Of(environment, StatePaths.StatusLine, $"for-{WorkerPaths.FileName(sessionId ?? string.Empty)}~{StableHash.Of(command)}"));

    /// <summary>The files of the worker that was handed this request.</summary>
    public static OtherStatusLineFiles OfRequest(string request) =>
        new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(request))!, Path.GetFileName(request)[..(Path.GetFileName(request).IndexOf('!', StringComparison.Ordinal) is > 0 and var end ? end : 0)]));

    /// <summary>Keeps what the command is to be given.</summary>
    /// <returns>The file; each request has its own, so that a worker's input is never changed under it.</returns>
    public string WriteRequest(ReadOnlySpan<byte> input)
    {
        string request = $"{_path}!{Path.GetRandomFileName()}{RequestEnd}";
        bool isFirst = !File.Exists(Output);
        AtomicFile.Write(request, input, survivesPowerLoss: false);
        if (isFirst)
        {
            StaleFiles.RemoveBeside(request, KeptFor, static name => name.StartsWith("for-", StringComparison.Ordinal));
        }

        return request;
    }

    /// <summary>Keeps what the command printed, under the request that it answers.</summary>
    public void WriteOutput(string request, ReadOnlySpan<byte> output)
    {
        byte[] head = Encoding.UTF8.GetBytes(Path.GetFileName(request) + "\n");
        AtomicFile.Write(Output, [.. head, .. output], survivesPowerLoss: false);
    }

    /// <summary>The last output, and the request that it answers; null if there is none.</summary>
    public (string Request, string Text)? ReadOutput(TimeProvider clock)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(Output, MaximumLength, clock);
            string text = Encoding.UTF8.GetString(snapshot.Content.Span);
            return text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? (text[..end], text[(end + 1)..]) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
