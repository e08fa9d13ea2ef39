using System.Diagnostics;

namespace Keepalive.Sandbox.Story;

/// <summary>A home folder of its own for the story's programs; gone afterwards, whatever happens.</summary>
internal sealed class ThrowAwayHome : IDisposable
{
    public ThrowAwayHome()
    {
        Folder = Directory.CreateTempSubdirectory("keepalive-sandbox-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".aws"));
        CredentialsFile = Path.Combine(Folder, ".aws", "credentials");
    }

    public string Folder { get; }

    public string CredentialsFile { get; }

    /// <summary>The variables that lead programs to this home and away from the user's own settings.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>
    {
        ["HOME"] = Folder,
        ["USERPROFILE"] = Folder,
        ["APPDATA"] = Folder,
        ["XDG_CONFIG_HOME"] = null,
        ["CLAUDE_AWS_CONFIG"] = null,
        ["CLAUDE_AWS_PROFILE"] = null,
        ["CC_KEEPALIVE_PROFILE"] = null,
        ["AWS_PROFILE"] = null,
        ["AWS_DEFAULT_PROFILE"] = null,
        ["AWS_CONFIG_FILE"] = null,
        ["AWS_SHARED_CREDENTIALS_FILE"] = null,
        ["AWS_ACCESS_KEY_ID"] = null,
        ["AWS_SECRET_ACCESS_KEY"] = null,
        ["AWS_SESSION_TOKEN"] = null,
    };

    /// <summary>The same as Core sees an environment.</summary>
    public SystemEnvironment Environment => new(name => Variables.GetValueOrDefault(name), OperatingSystem.IsWindows());

    /// <summary>Runs a program in this home and waits for it, 30 seconds at most.</summary>
    public async Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach ((string name, string? value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using Process process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
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

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>What a program did.</summary>
/// <param name="ExitStatus">Its exit status.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record ProgramResult(int ExitStatus, string Output, string Errors)
{
    public string FirstErrorLine => Errors.Split('\n')[0].Trim();
}
