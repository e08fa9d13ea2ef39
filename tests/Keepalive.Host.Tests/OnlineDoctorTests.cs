using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Keepalive.Core.Tests.Aws.Network.Support;
using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary><c>claude-aws doctor</c> with a network, which is all on loopback.</summary>
public sealed class OnlineDoctorTests : IDisposable
{
    private static readonly string[] s_hosts = ["sts.eu-west-1.amazonaws.com", "bedrock-runtime.eu-west-1.amazonaws.com"];

    private readonly CompanionHome _home = new();

    public OnlineDoctorTests()
    {
        _home.WriteConfig("[default]\nregion = eu-west-1\ncredential_process = true\n");
        foreach (string name in (string[])["NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "NO_PROXY", "no_proxy", "https_proxy", "ANTHROPIC_BEDROCK_BASE_URL"])
        {
            _home.Variables[name] = null;
        }
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_network_that_is_opened_by_a_root_of_the_system_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a test can't give the system a root.");
        using var company = new TestAuthority("CN=Example Inspection Root, O=Example Company");
        await using LoopbackServer server = LoopbackServer.Answering(
            company.Issue(s_hosts), _ => LoopbackServer.Http(403, "application/json", "{}", $"x-amzn-RequestId: 1\r\nDate: {DateTime.UtcNow:r}\r\n"));
        await using LoopbackServer proxy = ConnectProxy.To(server.Port);
        _home.Variables["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}";
        _home.Variables["SSL_CERT_FILE"] = Path.Combine(_home.Folder, "root.pem");
        _home.Variables["SSL_CERT_DIR"] = Path.Combine(_home.Folder, "no-others");
        await File.WriteAllTextAsync(_home.Variables["SSL_CERT_FILE"]!, company.Pem, TestContext.Current.CancellationToken);

        Run text = await _home.RunAsync("doctor");
        using var json = JsonDocument.Parse((await _home.RunAsync("doctor", "--json")).Output);

        Assert.Equal((0, string.Empty), (text.ExitStatus, text.Errors));
        Assert.Contains("KA607  A proxy decrypts TLS connections", text.Output, StringComparison.Ordinal);
        Assert.Contains("\nHosts to allow without decryption", text.Output, StringComparison.Ordinal);
        Assert.Contains("       sts.eu-west-1.amazonaws.com ", text.Output, StringComparison.Ordinal);
        Assert.All(text.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        JsonElement[] endpoints = [.. json.RootElement.GetProperty("endpoints").EnumerateArray()];
        Assert.Equal(["sts", "bedrock-runtime"], endpoints.Select(endpoint => endpoint.GetProperty("service").GetString()));
        Assert.All(endpoints, endpoint =>
        {
            Assert.True(endpoint.GetProperty("isIntercepted").GetBoolean());
            Assert.Equal("Example Company (Example Inspection Root)", endpoint.GetProperty("issuer").GetString());
            Assert.All((string[])["dns", "connect", "proxy", "tls", "http"], step => Assert.Equal("Passed", endpoint.GetProperty(step).GetProperty("state").GetString()));
        });
        Assert.Equal([true, true], json.RootElement.GetProperty("programs").EnumerateArray().Take(2).Select(program => program.GetProperty("trusts").GetBoolean()));
        Assert.Equal(s_hosts, json.RootElement.GetProperty("hostsToAllow").EnumerateArray().Select(host => host.GetProperty("host").GetString()));
    }

    [Fact]
    public async Task Offline_loads_no_network_and_asks_nobody()
    {
        await using LoopbackServer proxy = LoopbackServer.Silent();
        _home.Variables["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}";
        string list = Path.Combine(_home.Folder, "loaded");
        _home.Variables["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, "Keepalive.LoadedAssemblies.dll");
        _home.Variables["KEEPALIVE_TEST_LOADED_ASSEMBLIES"] = list;

        Run run = await _home.RunAsync(CompanionHome.Built, ["doctor", "--offline"]);

        Assert.Equal(0, run.ExitStatus);
        Assert.Equal(0, proxy.Connections);
        string[] loaded = await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken);
        Assert.Contains("Keepalive.Core", loaded);
        Assert.DoesNotContain(loaded, assembly => assembly is "System.Net.Sockets" or "System.Net.Http" or "System.Net.Security" or "System.Net.NameResolution"
            || assembly.StartsWith("AWSSDK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_terminal_sees_how_far_it_is()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script") && OperatingSystem.IsLinux(), "script (util-linux) makes the terminal");
        await using LoopbackServer proxy = ConnectProxy.To(1, refusal: "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
        _home.Variables["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}";

        Run run = await _home.ShellAsync("""script -qec "'$1' doctor >/dev/null" /dev/null""");

        Assert.StartsWith("\rChecking the network: 0 of 2 done\r", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"\rChecking the network: 2 of 2 done\r{new string(' ', 33)}\r", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_does_not_wait_for_the_network()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of Unix");
        var asked = new TaskCompletionSource();
        await using var proxy = new LoopbackServer(async (_, stop) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
        });
        _home.Variables["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}";
        using Process process = _home.Start(CompanionHome.Companion, ["doctor"]);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, Kill(process.Id, 2));
        Run run = await CompanionHome.FinishAsync(process);

        Assert.Equal((130, string.Empty), (run.ExitStatus, run.Output));
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
