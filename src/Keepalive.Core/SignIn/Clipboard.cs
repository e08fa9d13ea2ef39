using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Keepalive.Platform.Processes;

namespace Keepalive.SignIn;

/// <summary>
/// Puts what a person has to type into the clipboard, where there is a program for it. A convenience: bounded, and every
/// failure is passed over.
/// </summary>
internal static class Clipboard
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Copies the text with the first program that takes it.</summary>
    public static async Task CopyAsync(Machine machine, string text)
    {
        foreach ((string program, string[] arguments) in Programs(machine))
        {
            if (await TryAsync(program, arguments, text).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    internal static IEnumerable<(string Program, string[] Arguments)> Programs(Machine machine)
    {
        SystemEnvironment environment = machine.Environment;
        if (environment.Get("CLAUDE_AWS_NO_CLIPBOARD") is not null)
        {
            yield break;
        }

        if (environment.IsWindows)
        {
            yield return (environment.Combine(environment.Get("SystemRoot") ?? @"C:\Windows", "System32", "clip.exe"), []);
            yield break;
        }

        if (machine.IsMac)
        {
            yield return ("/usr/bin/pbcopy", []);
            yield break;
        }

        if (machine.IsWsl)
        {
            yield return ("/mnt/c/Windows/System32/clip.exe", []);
        }

        if (environment.Get("WAYLAND_DISPLAY") is not null)
        {
            yield return ("wl-copy", []);
        }

        if (environment.Get("DISPLAY") is not null)
        {
            yield return ("xclip", ["-selection", "clipboard"]);
        }
    }

    private static async Task<bool> TryAsync(string program, string[] arguments, string text)
    {
        try
        {
            // The framework would look into the current folder first.
            SortedDictionary<string, string> variables = ChildEnvironment.For(new ChildCommand(program, arguments));
            string path = OperatingSystem.IsWindows() ? program : UnixExecutable.Find(program, variables);
            var start = new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, UseShellExecute = false, CreateNoWindow = true };
            foreach (string name in SecretVariables.Removed.Keys)
            {
                start.Environment.Remove(name);
            }

            using Process process = Process.Start(start)!;
            try
            {
                using var limit = new CancellationTokenSource(Limit);
                await process.StandardInput.BaseStream.WriteAsync(Encoding.ASCII.GetBytes(text), limit.Token).ConfigureAwait(false);
                process.StandardInput.Close();
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return process.ExitCode == 0;
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill();
                }
            }
        }
        catch (Exception exception) when (exception is ChildStartException or Win32Exception or IOException or InvalidOperationException or OperationCanceledException)
        {
            return false;
        }
    }
}
