using System.Net;
using System.Net.Sockets;
using Keepalive.Aws.Network;
using Keepalive.Core.Tests.Aws.Network.Support;
using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Online;

namespace Keepalive.Core.Tests.Diagnostics.Online;

public sealed class OnlineDoctorTests : IAsyncLifetime
{
    private readonly OnlineHome _home = new();

    public static TheoryData<string> Faults => [.. NetworkFaults.All.Keys];

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Names_what_the_network_does_and_nothing_else(string name)
    {
        (Action<OnlineHome> spoil, NetworkFaultKind? kind, string[] ids) = NetworkFaults.All[name];
        spoil(_home);

        DiagnosticReport report = await _home.ExamineAsync();

        Assert.Equal(ids, report.Findings.Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.All(report.Network!.Endpoints, endpoint => Assert.True(endpoint.Fault == kind || endpoint is { Service: "start-url", Fault: null }, endpoint.ToString()));
        Assert.DoesNotContain(DiagnosticHome.Secret, report.ToString() + string.Join('\n', report.Findings) + string.Join('\n', report.Network.Endpoints), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_check_has_a_network_that_only_it_explains() =>
        Assert.Equal(OnlineChecks.All.Select(check => check.Id), NetworkFaults.All.Values.SelectMany(fault => fault.Ids).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Raises_no_false_alarm()
    {
        LoopbackServer server = _home.Healthy();

        DiagnosticReport report = await _home.ExamineAsync();

        Assert.Empty(report.Findings);
        Assert.Equal(DiagnosticChecks.All.Count(check => check.Area != DiagnosticArea.Helpers) + OnlineChecks.All.Count, report.Checks);
        Assert.Equal(OnlineHome.Hosts, report.Network!.Endpoints.Select(endpoint => new Uri(endpoint.Url!).Host));
        Assert.Empty(report.Network.HostsToAllow);
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task A_start_URL_may_lead_to_another_host_of_AWS()
    {
        _home.Healthy(request => request.StartsWith("GET /start", StringComparison.Ordinal)
            ? LoopbackServer.Http(302, "text/html", "", "Location: https://eu-west-1.signin.aws/platform\r\n")
            : OnlineHome.Answer(request));

        Assert.Empty((await _home.ExamineAsync()).Findings);
    }

    [Fact]
    public async Task A_start_URL_of_a_companys_own_name_leads_to_AWS_with_a_certificate_of_its_own()
    {
        using var own = new TestAuthority("CN=Example Root, O=Example Company");
        _home.Healthy(authority: own, names: ["sso.example.com", .. OnlineHome.Hosts], answer: request => request.StartsWith("GET /start", StringComparison.Ordinal)
            ? LoopbackServer.Http(302, "text/html", "", "Location: https://d-1234567890.awsapps.com/start\r\n")
            : OnlineHome.Answer(request));
        _home.Home.WithConfig((DiagnosticHome.Session + DiagnosticHome.Profile).Replace("d-1234567890.awsapps.com", "sso.example.com", StringComparison.Ordinal))
            .Set("NODE_EXTRA_CA_CERTS", _home.WriteFile("own.pem", own.Pem));

        EndpointReport start = (await _home.ExamineAsync()).Network!.Endpoints[0];

        Assert.Equal(("https://sso.example.com/start", null, false), (start.Url, start.Fault, start.IsIntercepted));
    }

    [Fact]
    public async Task One_old_date_out_of_a_proxys_memory_is_no_wrong_clock()
    {
        _home.Healthy(request => OnlineHome.Answer(request, new DateTimeOffset(2026, 11, 21, request.Contains("GetCallerIdentity", StringComparison.Ordinal) ? 11 : 12, 0, 0, TimeSpan.Zero)));

        Assert.Empty((await _home.ExamineAsync()).Findings);
    }

    [Fact]
    public async Task Each_step_is_told()
    {
        _home.Healthy();

        EndpointReport portal = (await _home.ExamineAsync()).Network!.Endpoints[2];

        Assert.Equal("portal", portal.Service);
        Assert.All([portal.Dns, portal.Connect, portal.Proxy, portal.Tls, portal.Http], step => Assert.Equal(ProbeState.Passed, step.State));
        Assert.All([portal.Dns, portal.Connect, portal.Tls, portal.Http], step => Assert.NotNull(step.Milliseconds));
        Assert.Equal((403, "Amazon (Amazon Root CA 1)", 0L, "127.0.0.1"), (portal.Status, portal.Issuer, portal.ClockSkewSeconds, portal.Dns.Detail));
        Assert.StartsWith("http://127.0.0.1:", portal.Proxy.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_step_at_which_the_way_ends_is_told()
    {
        _home.Direct(LoopbackServer.HangsUp(withReset: false));

        EndpointReport portal = (await _home.ExamineAsync()).Network!.Endpoints[2];

        Assert.Equal(
            (ProbeState.Passed, ProbeState.Passed, ProbeState.NotNeeded, ProbeState.Failed, ProbeState.NotReached),
            (portal.Dns.State, portal.Connect.State, portal.Proxy.State, portal.Tls.State, portal.Http.State));
        Assert.Equal("AWS_ENDPOINT_URL", portal.ConfiguredBy);
    }

    [Fact]
    public async Task Only_the_host_that_is_cut_is_named()
    {
        _home.Healthy();
        LoopbackServer cut = _home.Add(LoopbackServer.HangsUp(withReset: true));
        _home.Home.Set("AWS_ENDPOINT_URL_STS", $"https://localhost:{cut.Port}");

        DiagnosticFinding finding = Assert.Single((await _home.ExamineAsync()).Findings);

        Assert.Equal(("KA609", $"The TLS handshake with localhost:{cut.Port} was reset."), (finding.Id, finding.Seen));
    }

    [Fact]
    public async Task A_silent_proxy_is_told_in_the_words_of_the_error_of_every_call()
    {
        LoopbackServer proxy = _home.Add(LoopbackServer.Silent());
        _home.Home.Set("HTTPS_PROXY", $"http://127.0.0.1:{proxy.Port}");
        _home.Limit = TimeSpan.FromSeconds(3);

        DiagnosticReport report = await _home.ExamineAsync();

        KeepaliveException error = KeepaliveErrors.ProxySilent(new ProxyWords($"127.0.0.1:{proxy.Port}", "http", "HTTPS_PROXY"), TimeSpan.FromSeconds(2));
        DiagnosticFinding finding = Assert.Single(report.Findings);
        Assert.StartsWith(error.Message, finding.Seen, StringComparison.Ordinal);
        Assert.Equal(error.Advice, finding.Remedy);
        Assert.Equal((ProbeState.Passed, ProbeState.Failed, ProbeState.NotReached), report.Network!.Endpoints[2] is var portal ? (portal.Connect.State, portal.Proxy.State, portal.Tls.State) : default);
    }

    [Fact]
    public async Task A_fault_of_the_start_URL_alone_is_a_warning()
    {
        _home.Home.Set("AWS_ENDPOINT_URL", $"https://localhost:{_home.Healthy(names: ["localhost"]).Port}");
        LoopbackServer proxy = _home.Add(ConnectProxy.To(1, refusal: "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"));
        _home.Home.Set("HTTPS_PROXY", $"http://127.0.0.1:{proxy.Port}");

        DiagnosticFinding finding = Assert.Single((await _home.ExamineAsync()).Findings);

        Assert.Equal(("KA605", DiagnosticSeverity.Warning), (finding.Id, finding.Severity));
    }

    [Fact]
    public async Task Nobody_accepts_a_connection()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows refuses when a queue is full, instead of saying nothing.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 1);
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Socket[] queue = [.. Enumerable.Range(0, 8).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp))];
        Task[] waiting = [.. queue.Select(socket => socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), TestContext.Current.CancellationToken).AsTask())];
        await Task.WhenAny(Task.WhenAll(waiting[..2]), Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken));
        _home.Healthy();
        _home.Home.Set("AWS_ENDPOINT_URL", $"https://127.0.0.1:{port}");
        _home.Limit = TimeSpan.FromSeconds(10);

        DiagnosticReport report = await _home.ExamineAsync();

        Assert.Equal("KA602", Assert.Single(report.Findings).Id);
        Assert.Contains("did not answer in time", report.Findings[0].Seen, StringComparison.Ordinal);
        Array.ForEach(queue, socket => socket.Dispose());
        await Task.WhenAll(waiting).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task Somebody_who_opens_connections_is_named_and_the_list_for_the_administrators_has_our_regions()
    {
        using var company = new TestAuthority("CN=Example Inspection Root, O=Example Company");
        _home.Healthy(authority: company);
        _home.Home.Set("NODE_EXTRA_CA_CERTS", _home.WriteFile("company.pem", company.Pem)).Set("AWS_REGION", "us-west-2");

        DiagnosticReport report = await _home.ExamineAsync();

        DiagnosticFinding finding = Assert.Single(report.Findings, finding => finding.Id == "KA607");
        Assert.Contains("were issued by Example Company (Example Inspection Root), not by Amazon", finding.Seen, StringComparison.Ordinal);
        Assert.True(finding.EndsWhenHostsAreAllowed);
        string[] hosts = [.. report.Network!.HostsToAllow.Select(host => host.Host)];
        Assert.Equal(
            ["d-1234567890.awsapps.com", "oidc.eu-west-1.amazonaws.com", "portal.sso.eu-west-1.amazonaws.com", "sts.us-west-2.amazonaws.com", "bedrock-runtime.us-west-2.amazonaws.com"],
            hosts[..5]);
        Assert.Contains("eu-west-1.signin.aws", hosts);
        Assert.Contains("*.awsstatic.com", hosts);
        Assert.Equal(hosts.Length, hosts.Distinct().Count());
        Assert.Contains(report.Network.Meanwhile, advice => advice.Contains("--use-device-code", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NODE_EXTRA_CA_CERTS", "claude-aws: True, Claude Code: True, the aws CLI: False")]
    [InlineData("AWS_CA_BUNDLE", "claude-aws: True, Claude Code: False, the aws CLI: True")]
    [InlineData("REQUESTS_CA_BUNDLE", "claude-aws: False, Claude Code: False, the aws CLI: True")]
    [InlineData("SSL_CERT_FILE", "claude-aws: False, Claude Code: False, the aws CLI: False")]
    public async Task Tells_which_program_a_variable_helps(string variable, string expected)
    {
        using var company = new TestAuthority("CN=Example Inspection Root, O=Example Company");
        _home.Healthy(authority: company);
        _home.Home.Variables.Remove("AWS_CA_BUNDLE");
        _home.Home.WithTool("bin", "aws").Set(variable, _home.WriteFile("company.pem", company.Pem));

        IReadOnlyList<ProgramTrust> programs = (await _home.ExamineAsync()).Network!.Programs;

        Assert.Equal(expected, string.Join(", ", programs.Select(program => $"{program.Program}: {program.Trusts}")));
    }

    [Fact]
    public async Task What_Claude_Code_is_told_in_its_settings_counts_for_it()
    {
        using var company = new TestAuthority("CN=Example Inspection Root, O=Example Company");
        _home.Healthy(authority: company);
        string file = _home.WriteFile("company.pem", company.Pem).Replace('\\', '/');
        _home.Home.With(".claude/settings.json", $$$"""{"env": {"NODE_EXTRA_CA_CERTS": "{{{file}}}"}}""");

        IReadOnlyList<ProgramTrust> programs = (await _home.ExamineAsync()).Network!.Programs;

        Assert.Equal([false, true], programs.Select(program => program.Trusts));
    }

    [Fact]
    public async Task Only_the_question_for_the_role_carries_the_token()
    {
        LoopbackServer server = _home.Healthy();

        await _home.ExamineAsync();

        Assert.All(
            server.Requests.Where(request => !request.StartsWith("GET /federation/credentials", StringComparison.Ordinal)),
            request =>
            {
                Assert.DoesNotContain(DiagnosticHome.Secret, request, StringComparison.Ordinal);
                Assert.DoesNotContain("Authorization:", request, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("bearer", request, StringComparison.OrdinalIgnoreCase);
            });
    }

    [Fact]
    public async Task What_the_question_for_the_role_gives_is_dropped()
    {
        LoopbackServer server = _home.Healthy();

        await _home.ExamineAsync();

        Assert.Contains(server.Requests, request => request.StartsWith("GET /federation/credentials", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(_home.Home.Folder, "*", SearchOption.AllDirectories), file => file.Split(Path.DirectorySeparatorChar).Contains("roles"));
    }

    [Fact]
    public async Task Without_a_sign_in_only_the_hosts_of_requests_are_asked()
    {
        _home.Healthy();
        _home.Home.WithConfig("[default]\nregion = eu-west-1\ncredential_process = true\n");

        DiagnosticReport report = await _home.ExamineAsync();

        Assert.Empty(report.Findings);
        Assert.Equal(["sts", "bedrock-runtime"], report.Network!.Endpoints.Select(endpoint => endpoint.Service));
    }

    [Fact]
    public async Task A_gateway_in_place_of_Bedrock_may_answer_as_it_likes()
    {
        LoopbackServer gateway = _home.Add(LoopbackServer.Plain(LoopbackServer.Http(200, "text/html", "<html>a gateway</html>")));
        _home.Healthy();
        _home.Home.With(".claude/settings.json", $$$"""{"env": {"ANTHROPIC_BEDROCK_BASE_URL": "http://127.0.0.1:{{{gateway.Port}}}/bedrock"}}""");

        DiagnosticReport report = await _home.ExamineAsync();

        Assert.Empty(report.Findings);
        Assert.Equal(("ANTHROPIC_BEDROCK_BASE_URL", 200, ProbeState.NotNeeded), report.Network!.Endpoints[^1] is var bedrock ? (bedrock.ConfiguredBy, bedrock.Status, bedrock.Tls.State) : default);
    }

    [Theory]
    [InlineData("eu-west-1", "bedrock-runtime.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "bedrock-runtime.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", "bedrock-runtime.us-gov-west-1.amazonaws.com")]
    [InlineData("eusc-de-east-1", "bedrock-runtime.eusc-de-east-1.amazonaws.eu")]
    public void Bedrock_has_the_domain_of_its_partition(string region, string host) =>
        Assert.Equal(host, ServiceAddress.Of(AwsService.BedrockRuntime, new ServiceEndpoint(region, new EndpointVariants(true, true), null)).Host);

    [Fact]
    public async Task Progress_ends_with_all_of_them()
    {
        _home.Healthy();
        var told = new Told();

        await _home.ExamineAsync(told);

        Assert.Equal(new OnlineProgress(0, 6), told.Values[0]);
        Assert.Equal([1, 2, 3, 4, 5, 6], told.Values.Skip(1).Select(value => value.Answered).Order());
        Assert.Equal("Checking the network: 0 of 6 done", told.Values[0].ToString());
    }

    [Fact]
    public async Task Whoever_cancels_does_not_wait_for_the_network()
    {
        _home.Direct(LoopbackServer.Silent());
        using var cancelled = new CancellationTokenSource();
        Task<DiagnosticReport> examining = _home.Home.ExamineOnlineAsync(new OnlineOptions(TimeSpan.FromHours(1), null), cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => examining);
    }

    [Fact]
    public void Without_the_network_nobody_is_asked()
    {
        LoopbackServer server = _home.Direct(LoopbackServer.Silent());

        DiagnosticReport report = _home.Home.Examine();

        Assert.Null(report.Network);
        Assert.Equal(0, server.Connections);
        Assert.Empty(_home.Tunnels);
    }

    private sealed class Told : IProgress<OnlineProgress>
    {
        public List<OnlineProgress> Values { get; } = [];

        public void Report(OnlineProgress value)
        {
            lock (Values)
            {
                Values.Add(value);
            }
        }
    }
}
