using System.ComponentModel;
using System.Diagnostics;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>The result of a tried command.</summary>
/// <param name="ExitStatus">Its exit status.</param>
/// <param name="Output">Its standard output; may be a secret.</param>
/// <param name="Errors">Its standard error; may be a secret.</param>
/// <param name="Problem">Why it could not be run to its end, or null.</param>
internal sealed record TrialOutcome(int ExitStatus, string Output, string Errors, string? Problem = null);

/// <summary>
/// Starts a command as Claude Code does. For the two helpers that means an input that never ends: a program that reads it hangs there,
/// and has to be seen to hang here.
/// </summary>
internal static class TrialProcess
{
    private const string RehearsalVariable = "CLAUDE_AWS_REHEARSE";

    /// <param name="words">The program and its arguments.</param>
    /// <param name="input">What it is given before its input ends; null: an input that never ends.</param>
    /// <param name="path">Its PATH; empty: that of this process.</param>
    /// <param name="limit">Its time.</param>
    /// <param name="cancellationToken">Ends it and all that it started.</param>
    public static async Task<TrialOutcome> RunAsync(IReadOnlyList<string> words, string? input, string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment[RehearsalVariable] = "1";
        if (path.Length > 0)
        {
            start.Environment["PATH"] = path;
        }


        // Not one of its sessions: an export that it marks is taken for a second request of the same client.
        start.Environment.Remove("CLAUDE_CODE_ENTRYPOINT");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limit);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return new TrialOutcome(-1, string.Empty, string.Empty, "the program was not found, or can't be started");
        }

        using (process)
        {
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(time.Token);
                Task<string> errors = process.StandardError.ReadToEndAsync(time.Token);
                await WriteAsync(process, input).ConfigureAwait(false);
                await process.WaitForExitAsync(time.Token).ConfigureAwait(false);
                return new TrialOutcome(process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new TrialOutcome(-1, string.Empty, string.Empty, $"it did not end within {Duration.Format(limit)}");
            }
            finally
            {
                End(process);
            }
        }
    }

    /// <summary>
    /// Ends it with all that it started. The runtime compares the start times of all processes for that, and may fail with several exceptions if one of them
    /// ends meanwhile; then at least the program itself ends, and the trial keeps its result.
    /// </summary>
    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or AggregateException or Win32Exception or InvalidOperationException)
        {
            try
            {
                process.Kill();
            }
            catch (Exception gone) when (gone is Win32Exception or InvalidOperationException)
            {
                // It has ended.
            }
        }
    }

    private static async Task WriteAsync(Process process, string? input)
    {
        if (input is null)
        {
            return;
        }

        try
        {
            await process.StandardInput.WriteAsync(input + "\n").ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading.
        }
    }
}
