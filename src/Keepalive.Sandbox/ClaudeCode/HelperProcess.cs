using System.ComponentModel;
using System.Diagnostics;

namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>Runs the commands of the settings as the client does.</summary>
internal static class HelperProcess
{
    private const int TerminateSignal = 15;

    /// <summary>Through the shell, with an input that is never closed: a command that reads it to its end waits for ever.</summary>
    public static Task<HelperOutcome> RunHelperAsync(
        string command, IReadOnlyDictionary<string, string?> variables, string folder, TimeSpan limit, CancellationToken cancellationToken) =>
        RunAsync(Shell(command), null, variables, folder, limit, cancellationToken);

    /// <summary>A hook or the status line: one line of JSON, then the end.</summary>
    public static Task<HelperOutcome> RunWithInputAsync(
        ClientHook hook, string input, IReadOnlyDictionary<string, string?> variables, string folder, CancellationToken cancellationToken) =>
        RunAsync(
            hook.Arguments is { } arguments ? new ProcessStartInfo(Expand(hook.Command, variables), arguments) : Shell(hook.Command),
            input, variables, folder, hook.Timeout, cancellationToken);

    /// <summary>Which shell Claude Code takes on Windows isn't established; cmd reads what a path and plain words need.</summary>
    private static ProcessStartInfo Shell(string command) => OperatingSystem.IsWindows()
        ? new ProcessStartInfo("cmd.exe") { Arguments = $"/d /s /c \"{command}\"" }
        : new ProcessStartInfo("/bin/sh", ["-c", command]);

    private static async Task<HelperOutcome> RunAsync(
        ProcessStartInfo start, string? input, IReadOnlyDictionary<string, string?> variables, string folder, TimeSpan limit, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = folder;
        foreach ((string name, string? value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process? process = TryStart(start);
        if (process is null)
        {
            return new HelperOutcome(127, "", "not found", TimedOut: false);
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limited.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limited.Token);
            if (input is not null)
            {
                await WriteAsync(process, input);
            }

            await process.WaitForExitAsync(limited.Token);
            return new HelperOutcome(process.ExitCode, await output, await errors, TimedOut: false);
        }
        catch (OperationCanceledException)
        {
            Terminate(process);
            cancellationToken.ThrowIfCancellationRequested();
            return new HelperOutcome(128 + TerminateSignal, "", "", TimedOut: true);
        }
    }

    private static async Task WriteAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input + "\n");
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading.
        }
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Ends the whole tree: nothing that hangs may outlive a story or a test, though it would outlive Claude Code.</summary>
    private static void Terminate(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string Expand(string command, IReadOnlyDictionary<string, string?> variables) =>
        variables.GetValueOrDefault("CLAUDE_PLUGIN_ROOT") is { } root ? command.Replace("${CLAUDE_PLUGIN_ROOT}", root, StringComparison.Ordinal) : command;
}

/// <summary>How a command of the settings went.</summary>
internal sealed record HelperOutcome(int ExitStatus, string Output, string Errors, bool TimedOut);
