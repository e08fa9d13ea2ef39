using System.Diagnostics;
using System.Runtime.InteropServices;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests;

/// <summary>Claude Code dies and leaves its helpers running, below a shell that lives on.</summary>
public sealed class ClientGoneTests : IDisposable
{
    private readonly CompanionHome _home = new();

    public ClientGoneTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        _home.Variables["CLAUDE_CODE_ENTRYPOINT"] = "cli";
    }

    private string PidFile => Path.Combine(_home.Folder, "pid");

    private string StatusFile => Path.Combine(_home.Folder, "status");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("\"{0}\" export")]
    [InlineData("\"{0}\" export </dev/null")]
    [InlineData("timeout 300 \"{0}\" export")]
    [InlineData("sh -c '\"{0}\" export; exit $?'")]
    public async Task An_export_ends_with_its_client_and_so_does_all_that_it_started(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS() && command.StartsWith("timeout", StringComparison.Ordinal), "has no timeout");
        _home.WriteConfig($"[default]\ncredential_process = \"{CompanionHome.Dummy}\" hang-ignoring-term \"{PidFile}\"\n");
        using Process client = _home.Start(CompanionHome.Dummy, ["client", Reporting(command, "--timeout 300")]);
        int child = int.Parse(await ReadAsync(PidFile), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0, Kill(child, 0));

        client.Kill();

        Assert.Equal("130", await ReadAsync(StatusFile));
        Assert.NotEqual(0, Kill(child, 0));
    }

    [Fact]
    public async Task An_input_that_is_only_closed_ends_nothing()
    {
        _home.WriteConfig($"[default]\ncredential_process = sh -c \"sleep 1; cat '{WriteAnswer()}'\"\n");
        using Process client = _home.Start(CompanionHome.Dummy, ["client-that-closes", Reporting("\"{0}\" export")]);

        Run run = await CompanionHome.FinishAsync(client);

        Assert.Equal("0", await ReadAsync(StatusFile));
        Assert.Contains("\"AccessKeyId\":\"ASIATESTTESTTEST0001\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_not_started_by_Claude_Code_outlives_his_starter()
    {
        _home.Variables["CLAUDE_CODE_ENTRYPOINT"] = null;
        string gone = Path.Combine(_home.Folder, "gone");
        _home.WriteConfig($"[default]\ncredential_process = sh -c \"echo $$ >'{PidFile}'; while [ ! -e '{gone}' ]; do sleep 0.1; done; sleep 1; cat '{WriteAnswer()}'\"\n");
        using Process client = _home.Start(CompanionHome.Dummy, ["client", Reporting("\"{0}\" export")]);
        await ReadAsync(PidFile);

        client.Kill();
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(gone, string.Empty, TestContext.Current.CancellationToken);

        Assert.Equal("0", await ReadAsync(StatusFile));
    }

    /// <summary>The shell stays until the program has ended, and then writes its exit status.</summary>
    private string Reporting(string command, string options = "") =>
        $"{command.Replace("{0}\" export", $"{CompanionHome.Companion}\" export {options}", StringComparison.Ordinal)}; echo $? >'{StatusFile}.new'; mv '{StatusFile}.new' '{StatusFile}'";

    private string WriteAnswer()
    {
        string path = Path.Combine(_home.Folder, "answer.json");
        File.WriteAllText(path, "{\"Version\":1,\"AccessKeyId\":\"ASIATESTTESTTEST0001\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\",\"Expiration\":\"2099-01-01T00:00:00Z\"}");
        return path;
    }

    private static async Task<string> ReadAsync(string path)
    {
        await Waiting.UntilAsync(() => File.Exists(path) && File.ReadAllText(path).EndsWith('\n'), TestContext.Current.CancellationToken);
        return (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken))[0];
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
