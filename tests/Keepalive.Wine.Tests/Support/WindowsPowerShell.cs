using System.Text.Json;
using Keepalive.ModuleTests;

namespace Keepalive.Wine.Tests.Support;

/// <summary>PowerShell for Windows as its installer lays it out, and both modules with their Pester files beside it.</summary>
internal sealed class WindowsPowerShell
{
    /// <summary>Windows PowerShell's place, where a stand-in hands every line to the newer one.</summary>
    private const string OldFolder = @"C:\windows\system32\WindowsPowerShell\v1.0";

    private const string Programs = @"C:\Program Files";
    private const string Source = @"C:\Keepalive";

    /// <summary>Where both modules are, each in a folder of its name.</summary>
    public const string ModuleFolder = $@"{Source}\out";

    /// <summary>The program in the place of Windows PowerShell.</summary>
    public const string OldProgram = $@"{OldFolder}\powershell.exe";

    /// <summary>A module with one alias.</summary>
    private const string AliasFolder = @"C:\Aliases";

    /// <summary>PowerShell itself.</summary>
    public const string Program = $@"{Programs}\PowerShell\7\pwsh.exe";

    /// <summary>What it needs here.</summary>
    public static readonly IReadOnlyDictionary<string, string> Variables = new Dictionary<string, string>
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
    private int _runs;

    private WindowsPowerShell(WinePrefix prefix, string? whyNot) => (_prefix, WhyNot) = (prefix, whyNot);

    /// <summary>Why it could not be laid out; null if it could.</summary>
    public string? WhyNot { get; }

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
            LayOutModules(prefix);
            LayOutAlias(prefix);
        }

        return new WindowsPowerShell(prefix, whyNot);
    }

    /// <summary>As where PowerShell was installed, and Keepalive from the Gallery.</summary>
    public static void UseIn(WineHome home)
    {
        foreach ((string name, string value) in Variables)
        {
            home.Variables[name] = value;
        }

        home.Variables["PATH"] = $@"{Programs}\PowerShell\7;%PATH%";
        home.Variables["PSModulePath"] = $"{ModuleFolder};{AliasFolder}";
    }

    /// <summary>Runs Pester files in one process, one after the other.</summary>
    /// <param name="files">Their names.</param>
    /// <param name="sandbox">Where the Sandbox serves.</param>
    /// <param name="limit">After this the process is ended.</param>
    public async Task<PesterGroup> RunAsync(IReadOnlyList<string> files, string sandbox, TimeSpan limit)
    {
        string results = $@"C:\pester-{Interlocked.Increment(ref _runs)}";
        Directory.CreateDirectory(_prefix.Outside(results));
        string[] words = [.. files.SelectMany(file => (string[])[$@"{Source}\tests\Module\{file}", $@"{results}\{file}.json"])];
        string said;
        bool hasEnded = true;
        try
        {
            Run run = await _prefix.RunAsync(
                limit, new Dictionary<string, string>(Variables) { ["KEEPALIVE_SANDBOX_ADDRESS"] = sandbox }, WineMachine.Dummy,
                ["with-console", Program, "-NoProfile", "-NonInteractive", "-File", $@"{Source}\tests\Module\InvokePesterFile.ps1", .. words]);
            said = $"It ended with {run.ExitStatus}.\n{run.Output}\n{run.Errors}";
        }
        catch (TimeoutException exception)
        {
            said = exception.Message;
            hasEnded = false;
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

        return new PesterGroup(outcomes, said, hasEnded);
    }

    /// <summary>As a clone of the repository, as far as the tests look at it; with the companion for Windows.</summary>
    private static void LayOutModules(WinePrefix prefix)
    {
        string source = prefix.Outside(Source);
        foreach (string module in (string[])["Keepalive", "Keepalive.Desktop"])
        {
            string folder = prefix.Outside($@"{ModuleFolder}\{module}");
            CopyFolder(Path.Combine(Repository.Root, "out", module), folder);
            string programs = Path.Combine(folder, "bin");
            Directory.Delete(programs, recursive: true);
            Directory.CreateDirectory(Path.Combine(programs, "win-x64"));
            File.Copy(prefix.Outside(WineMachine.Companion), Path.Combine(programs, "win-x64/claude-aws.exe"));
        }

        Directory.CreateDirectory(Path.Combine(source, "tests/Module"));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/Module")).Where(file => Path.GetExtension(file) is ".ps1" or ".psm1" or ".cs"))
        {
            File.Copy(file, Path.Combine(source, "tests/Module", Path.GetFileName(file)));
        }

        CopyFolder(Path.Combine(Repository.Root, "docs"), Path.Combine(source, "docs"));
        File.Copy(Path.Combine(Repository.Root, "Keepalive.psd1"), Path.Combine(source, "Keepalive.psd1"));
    }

    /// <summary>PowerShell finds no program by its bare name here (<see cref="WineLimits"/>), so that it could not run a line that begins with pwsh.</summary>
    private static void LayOutAlias(WinePrefix prefix)
    {
        string folder = prefix.Outside($@"{AliasFolder}\Aliases");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Aliases.psd1"), "@{ RootModule = 'Aliases.psm1'; ModuleVersion = '1.0'; AliasesToExport = 'pwsh'; FunctionsToExport = @(); CmdletsToExport = @() }");
        File.WriteAllText(Path.Combine(folder, "Aliases.psm1"), $"Set-Alias pwsh '{Program}'; Export-ModuleMember -Alias pwsh");
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
