using System.Diagnostics;
using Keepalive.Configuration;
using Keepalive.Sessions;

namespace Keepalive.Sandbox.Story;

/// <summary>A home folder of its own for the story's programs; gone afterwards, whatever happens.</summary>
internal sealed class ThrowAwayHome : IDisposable
{
    public ThrowAwayHome()
    {
        Folder = Directory.CreateTempSubdirectory("keepalive-sandbox-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".aws"));
        CredentialsFile = Path.Combine(Folder, ".aws", "credentials");
        foreach (string name in System.Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("CLAUDE_AWS_", StringComparison.OrdinalIgnoreCase)
                || name is "CC_KEEPALIVE_PROFILE" or "XDG_CONFIG_HOME")
            {
                Variables[name] = null;
            }
        }

        foreach (string name in new[] { "HOME", "USERPROFILE", "APPDATA" })
        {
            Variables[name] = Folder;
        }

        Variables["CLAUDE_AWS_STATE"] = StateFolder;
        Variables["AWS_EC2_METADATA_DISABLED"] = "true";
    }

    public string Folder { get; }

    public string CredentialsFile { get; }

    /// <summary>Where claude-aws keeps what is its own.</summary>
    public string StateFolder => Path.Combine(Folder, "state");

    /// <summary>The variables that lead programs to this home and away from the user's own settings.</summary>
    public Dictionary<string, string?> Variables { get; } = [];

    /// <summary>The same as Core sees an environment.</summary>
    public SystemEnvironment Environment => new(name => Variables.GetValueOrDefault(name), OperatingSystem.IsWindows());

    /// <summary>Runs a program in this home and waits for it, 90 seconds at most.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="see">Given each row of its output at once, as a person at it reads them.</param>
    public async Task<ProgramResult> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken, string input = "", Action<string>? see = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach ((string name, string? value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        using Process process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            Task<string> output = ReadRowsAsync(process.StandardOutput, see, limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ProgramResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Nothing of the story appears on the user's desktop.</summary>
    public void KeepFromDesktop()
    {
        foreach (string name in new[] { "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS" })
        {
            Variables[name] = null;
        }
    }

    /// <summary>Waits until no login of the profile runs: two seconds for one that was just started, ten for its end.</summary>
    public async Task AwaitQuietAsync(string profile)
    {
        var reader = new SessionReader(Environment, KeepaliveConfiguration.Default, TimeProvider.System);
        long start = Stopwatch.GetTimestamp();
        bool hasRun = false;
        while (Stopwatch.GetElapsedTime(start) < (hasRun ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(2)))
        {
            bool runs = await reader.FindSignInAsync(profile, CancellationToken.None) is not null;
            if (hasRun && !runs)
            {
                return;
            }

            hasRun |= runs;
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Waits until no login of the profile runs, ten seconds at most.</summary>
    public async Task AwaitEndAsync(string profile)
    {
        var reader = new SessionReader(Environment, KeepaliveConfiguration.Default, TimeProvider.System);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10) && await reader.FindSignInAsync(profile, CancellationToken.None) is not null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private static async Task<string> ReadRowsAsync(StreamReader reader, Action<string>? see, CancellationToken cancellationToken)
    {
        var rows = new System.Text.StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } row)
        {
            rows.Append(row).Append('\n');
            see?.Invoke(row);
        }

        return rows.ToString();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>The result of a program.</summary>
/// <param name="ExitStatus">Its exit status.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record ProgramResult(int ExitStatus, string Output, string Errors)
{
    public string FirstErrorLine => Errors.Split('\n')[0].Trim();
}
