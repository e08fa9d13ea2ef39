using System.Diagnostics;

namespace Keepalive.Wine.Tests.Support;

/// <summary>A Windows of its own: drive C, registry and running programs, in one folder.</summary>
internal sealed class WinePrefix(WineInstallation wine, string folder)
{
    /// <summary>How long it outlives its last program should this process be killed before it can end it.</summary>
    private const int SecondsToOutlive = 600;

    /// <summary>Longer than all tests take. It ends with the prefix; this is for a process that was killed before it could end that.</summary>
    private const int SecondsOfDesktop = 3600;

    /// <summary>How the runtime compiles: what .ci/run sets for processes that are short holds for those under Wine too.</summary>
    private static readonly string[] s_runtimeSettings = ["DOTNET_TieredPGO", "DOTNET_TC_CallCountingDelayMs"];

    /// <summary>Names the folder to each of its processes.</summary>
    private const string FolderVariable = "WINEPREFIX";

    /// <summary>Of what a program has said that took too long.</summary>
    private const int TailLength = 4000;

    private static readonly TimeSpan BootLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    private int _runs;

    /// <summary>Where it is.</summary>
    private string Folder { get; } = Path.Combine(folder, "prefix");

    /// <summary>Where drive C is in this machine's file system.</summary>
    public string DriveC { get; } = Path.Combine(folder, "prefix", "drive_c");

    /// <summary>The path on this machine of a path on drive C.</summary>
    public string Outside(string windowsPath) => Path.Combine([DriveC, .. windowsPath[@"C:\".Length..].Split('\\')]);

    public async Task BootAsync()
    {
        Directory.CreateDirectory(Path.Combine(folder, "home"));
        Directory.CreateDirectory(Path.Combine(folder, "prefix"));
        await DetachedAsync(wine.Server, $"--persistent={SecondsToOutlive}");
        await DetachedAsync(wine.Loader, "wineboot", "--init");
        await SetAsync(@"HKCU\Software\Wine", "Version", "win10");

        // Else a debugger takes seconds to describe each crash.
        await SetAsync(@"HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug", "Debugger", "false");

        // Else Windows has no drives, as PowerShell sees it. It may run already, which is no success to sc.
        await DetachedAsync("/bin/sh", "-c", "\"$0\" sc start MountMgr || true", wine.Loader);

        // Else the first program with a console starts the desktop, which takes that program's streams and keeps them after its end.
        await DetachedAsync("/bin/sh", "-c", "timeout \"$1\" \"$0\" explorer /desktop &", wine.Loader, $"{SecondsOfDesktop}");
    }

    /// <summary>
    /// Runs a Windows program. What it writes goes to files: a program that outlives it, such as Wine's desktop, holds its streams, and a pipe would have no end.
    /// </summary>
    /// <param name="limit">After this it is ended, and the call fails.</param>
    /// <param name="variables">Variables; Wine replaces USERPROFILE, APPDATA and TEMP and drops HOME.</param>
    /// <param name="program">The program's Windows path, or its name if it is one of Windows' own.</param>
    /// <param name="arguments">Its arguments.</param>
    public async Task<Run> RunAsync(TimeSpan limit, IReadOnlyDictionary<string, string> variables, string program, params string[] arguments)
    {
        string said = Path.Combine(folder, $"said-{Interlocked.Increment(ref _runs)}");
        ProcessStartInfo start = Start("/bin/sh", ["-c", "exec \"$@\" >>\"$0.out\" 2>>\"$0.err\"", said, wine.Loader, program, .. arguments]);
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            Run run = await BoundedProgram.RunAsync(start, limit);
            return new Run(run.ExitStatus, await File.ReadAllTextAsync($"{said}.out"), await File.ReadAllTextAsync($"{said}.err"));
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}\n{Tail($"{said}.out")}\n{Tail($"{said}.err")}");
        }
        finally
        {
            File.Delete($"{said}.out");
            File.Delete($"{said}.err");
        }
    }

    /// <summary>Ends all its programs and waits until they are gone. What does not listen to Wine's server is ended by its number.</summary>
    public async Task EndAsync()
    {
        try
        {
            await BoundedProgram.RunAsync(Start(wine.Server, ["--kill"]), EndLimit);
            await BoundedProgram.RunAsync(Start(wine.Server, ["--wait"]), EndLimit);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The next line is for it.
        }

        await Processes.EndAsync(Processes.WithVariable(FolderVariable, Folder));
    }

    private static string Tail(string file) => File.Exists(file) && File.ReadAllText(file) is { } text ? text[Math.Max(0, text.Length - TailLength)..] : string.Empty;

    private Task SetAsync(string key, string name, string value) =>
        DetachedAsync(wine.Loader, "reg", "add", key, "/v", name, "/d", value, "/f");

    /// <summary>What stays behind (the server, Windows' services) must hold no pipe of ours: we would wait for its end.</summary>
    private async Task DetachedAsync(params string[] command)
    {
        string log = Path.Combine(folder, "boot.log");
        Run run = await BoundedProgram.RunAsync(Start("/bin/sh", ["-c", "exec \"$@\" </dev/null >>\"$0\" 2>&1", log, .. command]), BootLimit);
        Assert.True(run.ExitStatus == 0, $"{string.Join(' ', command)} ended with {run.ExitStatus}:\n{await File.ReadAllTextAsync(log)}");
    }

    /// <summary>Nothing of this machine's settings, no display, no home folder that Wine could put menus and links into.</summary>
    private ProcessStartInfo Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = Path.Combine(folder, "home");
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["WINEARCH"] = "win64";
        start.Environment["WINEDEBUG"] = "-all";
        start.Environment["WINEDLLOVERRIDES"] = "winemenubuilder.exe=";
        start.Environment[FolderVariable] = Folder;
        foreach (string name in s_runtimeSettings)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }
}
