using System.Text.Json;
using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Time;

namespace Keepalive.ClaudeCode.StatusLine;

/// <summary>
/// Another status line beside ours: its command gets what Claude Code handed us, in the same folder and with the same variables. A
/// worker runs it. A quick command is shown at once; for a slow command the last output is shown while the worker continues.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="launcher">Starts the worker.</param>
/// <param name="clock">The time.</param>
internal sealed class OtherStatusLine(SystemEnvironment environment, IOtherStatusLineLauncher launcher, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(4);

    /// <summary>Its output, or its last output; null if there is none. Its failure is not reported.</summary>
    /// <param name="command">The command.</param>
    /// <param name="input">What Claude Code handed us.</param>
    /// <param name="deadline">How long to wait for a quick one.</param>
    /// <param name="cancellationToken">Ends the waiting, not the command.</param>
    public async ValueTask<string?> ReadAsync(string command, ReadOnlyMemory<byte> input, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            OtherStatusLineFiles files = OtherStatusLineFiles.Of(environment, command, SessionOf(input.Span));
            (string Request, string Text)? last = files.ReadOutput(clock);
            string? request = IsRunning(files) ? null : Launch(files, command, input.Span);
            while (deadline.Remaining > TimeSpan.Zero)
            {
                (string Request, string Text)? now = files.ReadOutput(clock);
                if (now is not null && (request is null ? now != last : now.Value.Request == request))
                {
                    return now.Value.Text;
                }

                await Task.Delay(BetweenLooks, clock, cancellationToken).ConfigureAwait(false);
            }

            return last?.Text;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ChildStartException or KeepaliveException)
        {
            return null;
        }
    }

    private static bool IsRunning(OtherStatusLineFiles files)
    {
        using FileLock? probe = FileLock.TryAcquire(files.Lock);
        return probe is null;
    }

    private string Launch(OtherStatusLineFiles files, string command, ReadOnlySpan<byte> input)
    {
        string request = files.WriteRequest(input);
        try
        {
            launcher.Launch(request, command);
        }
        catch
        {
            File.Delete(request);
            throw;
        }

        return Path.GetFileName(request);
    }

    /// <summary>Two sessions show different models and folders, so each has its own last output.</summary>
    private static string? SessionOf(ReadOnlySpan<byte> input)
    {
        var reader = new Utf8JsonReader(input, isFinalBlock: false, state: default);
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("session_id"u8))
                    {
                        return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                    }

                    if (!reader.TrySkip())
                    {
                        return null;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Then it shares the output of those without a name.
        }

        return null;
    }
}
