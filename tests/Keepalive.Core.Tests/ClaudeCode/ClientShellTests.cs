using System.Diagnostics;
using Keepalive.ClaudeCode;

namespace Keepalive.Core.Tests.ClaudeCode;

public sealed class ClientShellTests
{
    private readonly Dictionary<string, string> _variables = new()
    {
        ["ProgramFiles"] = @"C:\Program Files",
        ["ProgramFiles(x86)"] = @"C:\Program Files (x86)",
        ["LOCALAPPDATA"] = @"C:\Users\Ann Smith\AppData\Local",
    };

    [Fact]
    public void Elsewhere_it_is_sh() =>
        Assert.Equal(["/bin/sh", "-c", "a | b"], new ClientShell(new SystemEnvironment(static _ => null, isWindows: false)).WordsFor("a | b", "/bin"));

    [Theory]
    [InlineData(@"C:\Program Files\Git\bin\bash.exe", "")]
    [InlineData(@"C:\Program Files (x86)\Git\bin\bash.exe", "")]
    [InlineData(@"C:\Users\Ann Smith\AppData\Local\Programs\Git\bin\bash.exe", "")]
    [InlineData(@"D:\tools\git\bin\bash.exe", @"C:\Windows;D:\tools\git\cmd")]
    [InlineData(@"D:\tools\git\bin\bash.exe", @"""D:\tools\git\mingw64\bin\"";C:\Windows")]
    public void Git_Bash_is_found_wherever_it_is_installed(string bash, string path) =>
        Assert.Equal([bash, "-c", "claude-aws export"], Shell(bash, @"D:\tools\git\cmd\git.exe", @"D:\tools\git\mingw64\bin\git.exe").WordsFor("claude-aws export", path));

    [Fact]
    public void The_one_that_the_variable_of_Claude_Code_names_comes_first()
    {
        _variables[ClientShell.GitBashVariable] = @"E:\bash.exe";

        Assert.Equal(@"E:\bash.exe", Shell(@"E:\bash.exe", @"C:\Program Files\Git\bin\bash.exe").FindGitBash(string.Empty));
        Assert.Equal(@"C:\Program Files\Git\bin\bash.exe", Shell(@"C:\Program Files\Git\bin\bash.exe").FindGitBash(string.Empty));
    }

    [Theory]
    [InlineData(@"tools\git\cmd", @"tools\git\cmd\git.exe", @"tools\git\bin\bash.exe")]
    [InlineData(@".\git\cmd", @".\git\cmd\git.exe", @".\git\bin\bash.exe")]
    [InlineData(@"\git\cmd", @"\git\cmd\git.exe", @"\git\bin\bash.exe")]
    [InlineData(@"D:git\cmd", @"D:git\cmd\git.exe", @"D:git\bin\bash.exe")]
    public void A_bash_below_the_current_folder_is_never_run(string path, params string[] files) => Assert.Null(Shell(files).FindGitBash(path));

    [Fact]
    public void A_bash_that_is_not_beside_git_is_another_system_s() =>
        Assert.Equal("-Command", Shell(@"C:\Windows\System32\bash.exe").WordsFor("claude-aws export", @"C:\Windows\System32")[3]);

    [Theory]
    [InlineData("& '{0}' -c 'exit 10'", 10)]
    [InlineData("& '{0}' -c 'exit 0' # a comment", 0)]
    [InlineData("Get-Item /no/such/file", 1)]
    [InlineData("'text'", 0)]
    public async Task PowerShell_ends_with_the_status_of_the_command(string line, int status)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Keepalive.PowerShell/bin/pwsh/pwsh"));
        Assert.SkipUnless(File.Exists(program), "There is no PowerShell.");
        IReadOnlyList<string> words = ClientShell.PowerShell(program, line.Replace("{0}", "/bin/sh", StringComparison.Ordinal));
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, process.ExitCode);
    }

    private ClientShell Shell(params string[] files) =>
        new(new SystemEnvironment(_variables.GetValueOrDefault, isWindows: true)) { Exists = files.Contains };
}
