using System.Diagnostics;
using System.Text;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Support;

/// <summary>A home folder of its own, and claude-aws run in it with nothing of this machine's settings.</summary>
internal sealed class CompanionHome : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>What a program needs of this machine, and nothing that tells it of a person, a session or a proxy.</summary>
    private static readonly HashSet<string> Needed = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "TMPDIR", "TMP", "TEMP", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH",
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "OS", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE", "USERNAME", "USERDOMAIN", "COMPUTERNAME",
        "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "CommonProgramFiles", "ProgramData", "ALLUSERSPROFILE", "PUBLIC",
    };

    private readonly MachineFolder? _ownMachine;

    public CompanionHome()
    {
        _ownMachine = MachineFolder.IsNeeded ? MachineFolder.Make() : null;
        Machine = _ownMachine;
        Folder = Directory.CreateTempSubdirectory("keepalive-host-test-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".aws"));
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (!Needed.Contains(name) && !name.StartsWith("DOTNET_", StringComparison.Ordinal))
            {
                Variables[name] = null;
            }
        }

        foreach (string name in (string[])["HOME", "USERPROFILE", "APPDATA"])
        {
            Variables[name] = Folder;
        }

        // The machine of the tests may be an EC2 instance.
        Variables["AWS_EC2_METADATA_DISABLED"] = "true";

        // Whoever runs the tests keeps his clipboard.
        Variables["CLAUDE_AWS_NO_CLIPBOARD"] = "1";
    }

    /// <summary>The program that is tested: the one that was built along with the tests, or that KEEPALIVE_COMPANION names, a native build for instance.</summary>
    public static string Companion { get; } = Environment.GetEnvironmentVariable("KEEPALIVE_COMPANION") is { Length: > 0 } other
        ? File.Exists(other) ? Path.GetFullPath(other) : throw new FileNotFoundException("KEEPALIVE_COMPANION names no program.", other)
        : Built;

    /// <summary>The program that was built along with the tests, for those that ask its runtime.</summary>
    public static string Built => Program("claude-aws");

    /// <summary>Whether it is a native program, which has no assemblies and no start-up hooks.</summary>
    public static bool IsNative { get; } = !File.Exists(Path.ChangeExtension(Companion, ".dll"));

    public static string Dummy => Program("Keepalive.Dummy");

    public static string Sandbox => Program("Keepalive.Sandbox");

    public string Folder { get; }

    public Dictionary<string, string?> Variables { get; } = [];

    /// <summary>What the administrator has put on the machine that the programs see; null: nothing.</summary>
    public MachineFolder? Machine { get; set; }

    public string CredentialsFile => Path.Combine(Folder, ".aws", "credentials");

    public string ConfigFile => Path.Combine(Folder, ".aws", "config");

    /// <summary>Writes the credentials file as if it had rested for an hour.</summary>
    public void WriteCredentials(string text) => WriteRested(CredentialsFile, text);

    /// <summary>Writes the config file as if it had rested for an hour.</summary>
    public void WriteConfig(string text) => WriteRested(ConfigFile, text);

    public static void WriteRested(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
    }

    public Task<Run> ExportAsync(params string[] options) => RunAsync(Companion, ["export", .. options]);

    public Task<Run> RunAsync(params string[] arguments) => RunAsync(Companion, arguments);

    /// <summary>Runs through sh, where "$1" is claude-aws.</summary>
    public Task<Run> ShellAsync(string script) => RunAsync("/bin/sh", ["-c", script, "sh", Companion]);

    public async Task<Run> RunAsync(string program, string[] arguments)
    {
        using Process process = Start(program, arguments);
        process.StandardInput.Close();
        return await FinishAsync(process);
    }

    public Process Start(string program, string[] arguments)
    {
        (program, arguments) = Machine?.Wrap(program, arguments) ?? (program, arguments);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string? value) in Variables)
        {
            start.Environment[name] = value;
        }

        return ProgramStart.Start(start);
    }

    public static async Task<Run> FinishAsync(Process process, TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? Limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Run(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Runs claude-aws at a terminal that script(1) makes, and types when a prompt has come.</summary>
    /// <param name="prompt">The prompt's words; empty waits for none.</param>
    /// <param name="typed">The answer.</param>
    /// <param name="arguments">The verb and its options.</param>
    public Task<Run> AtTerminalAsync(string prompt, string typed, params string[] arguments) => AtTerminalAsync(prompt, _ => Task.FromResult(typed), arguments);

    /// <summary>The same with an answer that depends on the rows before the prompt.</summary>
    /// <param name="prompt">The prompt's words.</param>
    /// <param name="answer">Gives the answer.</param>
    /// <param name="arguments">The verb and its options.</param>
    public async Task<Run> AtTerminalAsync(string prompt, Func<string, Task<string>> answer, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script") && OperatingSystem.IsLinux(), "script (util-linux) gives the terminal.");
        Variables["COMPANION"] = Companion;
        using Process process = Start("/usr/bin/script", ["--quiet", "--return", "--command", $"\"$COMPANION\" {string.Join(' ', arguments)}", "/dev/null"]);
        var shown = new StringBuilder();
        var buffer = new char[256];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            while (!shown.ToString().Contains(prompt, StringComparison.Ordinal) && await process.StandardOutput.ReadAsync(buffer, limit.Token) is > 0 and var count)
            {
                shown.Append(buffer, 0, count);
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The prompt '{prompt}' did not come. Shown: {shown}");
        }

        await process.StandardInput.WriteAsync(await answer(shown.ToString()));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Task<Run> finished = FinishAsync(process);
        process.StandardInput.Close();
        Run run = await finished;
        return run with { Output = shown + run.Output };
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        _ownMachine?.Dispose();
    }

    private static string Program(string name) => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
}

/// <summary>What a program did.</summary>
/// <param name="ExitStatus">Its exit status.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record Run(int ExitStatus, string Output, string Errors);
