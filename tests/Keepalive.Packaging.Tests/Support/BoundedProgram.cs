using System.Diagnostics;
using System.Text;

namespace Keepalive.Testing;

/// <summary>A program that is run to its end, or to a limit.</summary>
internal static class BoundedProgram
{
    /// <summary>Runs with nothing on standard input.</summary>
    /// <param name="start">The program.</param>
    /// <param name="limit">After this it is ended with its children, and the call fails.</param>
    /// <exception cref="TimeoutException">With what the program has said until then.</exception>
    public static async Task<Run> RunAsync(ProcessStartInfo start, TimeSpan limit)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = new UTF8Encoding(false);
        start.StandardErrorEncoding = new UTF8Encoding(false);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(limit);
        using Process process = Process.Start(start)!;
        var output = new StringBuilder();
        var errors = new StringBuilder();
        try
        {
            process.StandardInput.Close();
            await Task.WhenAll(
                CopyAsync(process.StandardOutput, output, source.Token),
                CopyAsync(process.StandardError, errors, source.Token),
                process.WaitForExitAsync(source.Token));
            return new Run(process.ExitCode, output.ToString(), errors.ToString());
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} took longer than {limit.TotalSeconds} s.\n{Tail(output)}\n{Tail(errors)}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task CopyAsync(StreamReader from, StringBuilder to, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            lock (to)
            {
                to.Append(buffer, 0, count);
            }
        }
    }

    private static string Tail(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString(Math.Max(0, text.Length - 4000), Math.Min(4000, text.Length));
        }
    }
}

/// <summary>What a program did.</summary>
/// <param name="ExitStatus">Its exit status.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record Run(int ExitStatus, string Output, string Errors)
{
    /// <summary>For the message of a failure: a program may say nothing of its exit status.</summary>
    public override string ToString() => $"Exit status {ExitStatus}.\n{Output}{Errors}";
}
