using System.Text.Json;
using Keepalive.ModuleTests;

namespace Keepalive.Wine.Tests.Support;

/// <summary>PowerShell for Windows as its installer lays it out, and the module with its Pester files beside it.</summary>
internal sealed class WindowsPowerShell
{
    /// <summary>Windows PowerShell's place, where a stand-in hands every line to the newer one.</summary>
    private const string OldFolder = @"C:\windows\system32\WindowsPowerShell\v1.0";

    private const string Programs = @"C:\Program Files";
    private const string Source = @"C:\Keepalive";

    private static readonly Dictionary<string, string> Variables = new()
    {
        // With it, Wine 8 ends the runtime with an internal error as soon as a dynamic method is collected.
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_ROOT"] = $@"{Programs}\dotnet",
        ["WINEPATH"] = $@"{Programs}\PowerShell\7",
        ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        ["POWERSHELL_UPDATECHECK"] = "Off",
        ["NO_COLOR"] = "1",
        // Of AWS's own address for machines, which none of the tests has to reach.
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["KEEPALIVE_DUMMY"] = WineMachine.Dummy,
    };

    private readonly WinePrefix _prefix;
    private readonly string? _whyNot;
    private int _runs;

    private WindowsPowerShell(WinePrefix prefix, string? whyNot) => (_prefix, _whyNot) = (prefix, whyNot);

    public static async Task<WindowsPowerShell> LayOutAsync(WinePrefix prefix, string folder)
    {
        string shell = Environment.GetEnvironmentVariable("KEEPALIVE_WINE_PUBLISHED") is { Length: > 0 } published && Directory.Exists(Path.Combine(published, "shell"))
            ? Path.Combine(published, "shell")
            : Path.Combine(folder, "shell");
        string? whyNot = Directory.Exists(shell) ? null : await new WindowsBuild(folder).LayOutPowerShellAsync(shell);
        if (whyNot is null)
        {
            foreach (string part in (string[])["dotnet", "PowerShell"])
            {
                Directory.CreateSymbolicLink(prefix.Outside($@"{Programs}\{part}"), Path.Combine(shell, part));
            }

            string old = prefix.Outside(OldFolder);
            Directory.Delete(old, recursive: true);
            string dummies = Path.GetDirectoryName(prefix.Outside(WineMachine.Dummy))!;
            File.Copy(prefix.Outside(WineMachine.Dummy), Path.Combine(dummies, "powershell.exe"), overwrite: true);
            Directory.CreateSymbolicLink(old, dummies);
            LayOutModule(prefix);
        }

        return new WindowsPowerShell(prefix, whyNot);
    }

    /// <summary>Runs Pester files in one process, one after the other.</summary>
    /// <param name="files">Their names.</param>
    /// <param name="sandbox">Where the Sandbox serves.</param>
    /// <param name="limit">After this the process is ended.</param>
    public async Task<PesterGroup> RunAsync(IReadOnlyList<string> files, string sandbox, TimeSpan limit)
    {
        Assert.SkipWhen(_whyNot is not null, _whyNot ?? string.Empty);
        string results = $@"C:\pester-{Interlocked.Increment(ref _runs)}";
        Directory.CreateDirectory(_prefix.Outside(results));
        string[] words = [.. files.SelectMany(file => (string[])[$@"{Source}\tests\Module\{file}", $@"{results}\{file}.json"])];
        string said;
        try
        {
            Run run = await _prefix.RunAsync(
                limit, new Dictionary<string, string>(Variables) { ["KEEPALIVE_SANDBOX_ADDRESS"] = sandbox }, WineMachine.Dummy,
                ["with-console", $@"{Programs}\PowerShell\7\pwsh.exe", "-NoProfile", "-NonInteractive", "-File", $@"{Source}\tests\Module\InvokePesterFile.ps1", .. words]);
            said = $"It ended with {run.ExitStatus}.\n{run.Output}\n{run.Errors}";
        }
        catch (TimeoutException exception)
        {
            said = exception.Message;
        }

        var outcomes = new Dictionary<string, PesterOutcome>();
        foreach (string file in files)
        {
            string result = _prefix.Outside($@"{results}\{file}.json");
            if (File.Exists(result))
            {
                outcomes[file] = JsonSerializer.Deserialize<PesterOutcome>(await File.ReadAllTextAsync(result))!;
            }
        }

        return new PesterGroup(outcomes, said);
    }

    /// <summary>As a clone of the repository, as far as the tests look at it; with the companion for Windows.</summary>
    private static void LayOutModule(WinePrefix prefix)
    {
        string source = prefix.Outside(Source);
        Directory.CreateDirectory(Path.Combine(source, "out"));
        CopyFolder(Path.Combine(Repository.Root, "out/Keepalive"), Path.Combine(source, "out/Keepalive"));
        string programs = Path.Combine(source, "out/Keepalive/bin");
        Directory.Delete(programs, recursive: true);
        Directory.CreateDirectory(Path.Combine(programs, "win-x64"));
        File.Copy(prefix.Outside(WineMachine.Companion), Path.Combine(programs, "win-x64/claude-aws.exe"));
        Directory.CreateDirectory(Path.Combine(source, "tests/Module"));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/Module")).Where(file => Path.GetExtension(file) is ".ps1" or ".psm1" or ".cs"))
        {
            File.Copy(file, Path.Combine(source, "tests/Module", Path.GetFileName(file)));
        }

        CopyFolder(Path.Combine(Repository.Root, "docs"), Path.Combine(source, "docs"));
        File.Copy(Path.Combine(Repository.Root, "Keepalive.psd1"), Path.Combine(source, "Keepalive.psd1"));
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
