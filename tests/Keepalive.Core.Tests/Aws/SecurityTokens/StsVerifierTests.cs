using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Core.Tests.Aws.Network.Support;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.SecurityTokens;

/// <summary>What STS answers, through the real SDK client, and what that says of a key.</summary>
public sealed class StsVerifierTests : IDisposable
{
    private const string WhoIAm = """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/a</Arn>
        <UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>
        """;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly SyntheticHome _home = new(TimeProvider.System);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_key_that_STS_takes_is_alive()
    {
        await using LoopbackServer server = Sts(200, WhoIAm);

        Assert.Equal(KeyValidity.Alive, await AskAsync(server));
        string request = Assert.Single(server.Requests);
        Assert.Contains("Action=GetCallerIdentity", request, StringComparison.Ordinal);
        Assert.Contains("Credential=ASIAEXAMPLE000000001/", request, StringComparison.Ordinal);
        Assert.Contains("/us-east-1/sts/aws4_request", request, StringComparison.Ordinal);
        Assert.Contains("X-Amz-Security-Token: Token/", request, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(403, "ExpiredToken")]
    [InlineData(400, "ExpiredTokenException")]
    [InlineData(403, "InvalidClientTokenId")]
    [InlineData(403, "UnrecognizedClient")]
    [InlineData(400, "UnrecognizedClientException")]
    public async Task Only_these_words_mean_that_it_is_dead(int status, string code)
    {
        await using LoopbackServer server = Sts(status, Error(code));

        Assert.Equal(KeyValidity.Dead, await AskAsync(server));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(403, "SignatureDoesNotMatch")]
    [InlineData(403, "MissingAuthenticationToken")]
    [InlineData(400, "IncompleteSignature")]
    [InlineData(429, "Throttling")]
    [InlineData(500, "InternalFailure")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(503, "ExpiredTokenX")]
    public async Task Every_other_answer_tells_nothing_and_is_asked_for_once(int status, string code)
    {
        await using LoopbackServer server = Sts(status, Error(code));

        Assert.Equal(KeyValidity.Unknown, await AskAsync(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_page_of_a_proxy_tells_nothing()
    {
        await using LoopbackServer server = LoopbackServer.Plain(LoopbackServer.Http(403, "text/html", "<h1>ExpiredToken</h1>"));

        Assert.Equal(KeyValidity.Unknown, await AskAsync(server));
    }

    [Fact]
    public async Task A_connection_that_is_cut_tells_nothing()
    {
        await using LoopbackServer server = LoopbackServer.HangsUp(withReset: true);

        Assert.Equal(KeyValidity.Unknown, await AskAsync(server));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Silence_is_an_answer_when_the_time_is_over()
    {
        await using LoopbackServer server = LoopbackServer.Silent();

        Assert.Equal(KeyValidity.Unknown, await AskAsync(server, bound: TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        await using LoopbackServer server = LoopbackServer.Silent();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(server, cancellationToken: stop.Token));
    }

    [Fact]
    public async Task A_setting_that_makes_no_sense_tells_nothing_of_the_key()
    {
        _home.Variables["AWS_ENDPOINT_URL_STS"] = "ftp://nowhere";

        Assert.Equal(KeyValidity.Unknown, await new StsVerifier(_home.Environment, Clock).VerifyAsync(Credential, null, Bound, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("[profile p]\nregion = eu-central-1\n", "us-west-2", "eu-central-1")]
    [InlineData("[profile p]\noutput = json\n", "us-west-2", "us-west-2")]
    [InlineData("[profile p]\nsso_session = s\n[sso-session s]\nsso_start_url = https://x\nsso_region = cn-north-1\n", null, "cn-north-1")]
    [InlineData("[profile p]\noutput = json\n", null, "us-east-1")]
    public async Task The_region_is_the_profiles_then_the_variables_then_the_sessions(string config, string? variable, string region)
    {
        _home.WriteConfig(config);
        if (variable is not null)
        {
            _home.Variables["AWS_REGION"] = variable;
        }

        await using LoopbackServer server = Sts(200, WhoIAm);

        Assert.Equal(KeyValidity.Alive, await AskAsync(server, await _home.ReadProfileAsync("p")));
        Assert.Contains($"/{region}/sts/aws4_request", server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_of_a_refusal_for_time_is_learnt_when_a_second_one_confirms_it()
    {
        DateTimeOffset theirs = DateTimeOffset.UtcNow.AddHours(1);
        string refusal = Error("SignatureDoesNotMatch").Replace(
            "Secret words", $"Signature expired: {Basic(theirs.AddHours(-1))} is now earlier than {Basic(theirs.AddMinutes(-15))} ({Basic(theirs)} - 15 min.)", StringComparison.Ordinal);
        await using LoopbackServer server = LoopbackServer.Plain(LoopbackServer.Http(403, "text/xml", refusal, Date(theirs)));

        await AskAsync(server);
        Assert.Equal(TimeSpan.Zero, Clock.Skew);

        await AskAsync(server);
        Assert.InRange(Clock.Skew, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
    }

    [Theory]
    [InlineData(403, "SignatureDoesNotMatch")]
    [InlineData(403, "ExpiredToken")]
    [InlineData(403, "InvalidClientTokenId")]
    [InlineData(500, "RequestExpired")]
    public async Task The_time_of_any_other_refusal_is_not_learnt(int status, string code)
    {
        await using LoopbackServer server = LoopbackServer.Plain(LoopbackServer.Http(status, "text/xml", Error(code), Date(DateTimeOffset.UtcNow.AddHours(1))));

        await AskAsync(server);
        await AskAsync(server);

        Assert.Equal(TimeSpan.Zero, Clock.Skew);
    }

    [Theory]
    [InlineData("Date: Fri, 31 Dec 9999 23:59:59 GMT\r\n")]
    [InlineData("Date: Mon, 01 Jan 0001 00:00:00 GMT\r\n")]
    [InlineData("Date: yesterday\r\n")]
    [InlineData("Date: Tue, 01 Dec 2076 00:00:00 GMT\r\n")]
    [InlineData("Date: Thu, 01 Dec 1976 00:00:00 GMT\r\n")]
    [InlineData("")]
    public async Task An_impossible_Date_neither_crashes_nor_counts(string header)
    {
        await using LoopbackServer server = LoopbackServer.Plain(LoopbackServer.Http(200, "text/xml", WhoIAm, header));

        Assert.Equal(KeyValidity.Alive, await AskAsync(server));
        Assert.Equal(KeyValidity.Alive, await AskAsync(server));
        Assert.Equal(TimeSpan.Zero, Clock.Skew);
    }

    [Theory]
    [InlineData("https://sts.eu-central-1.amazonaws.com/", true)]
    [InlineData("https://oidc.eu-central-1.amazonaws.com/token", true)]
    [InlineData("http://127.0.0.1:4566/", true)]
    [InlineData("http://sts.eu-central-1.amazonaws.com/", false)]
    [InlineData("https://sts.example.com/", false)]
    [InlineData("https://amazonaws.com.example.com/", false)]
    public void Only_AWS_over_TLS_and_this_machine_tell_the_time(string url, bool isHeard)
    {
        using var answer = new HttpResponseMessage(System.Net.HttpStatusCode.OK);
        answer.Headers.Date = DateTimeOffset.UnixEpoch;

        Assert.Equal(isHeard ? DateTimeOffset.UnixEpoch : null, ServerTime.Of(new Uri(url), answer, []));

        answer.Headers.Age = TimeSpan.FromSeconds(5);
        Assert.Null(ServerTime.Of(new Uri(url), answer, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Without_time_nobody_is_asked(int milliseconds)
    {
        await using LoopbackServer server = Sts(200, WhoIAm);

        Assert.Equal(KeyValidity.Unknown, await AskAsync(server, bound: TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_clock_that_is_known_to_be_wrong_signs_with_AWSs_time()
    {
        new ClockSkewFile(_home.Environment, TimeProvider.System).Learn(DateTimeOffset.UtcNow.AddDays(3));
        new ClockSkewFile(_home.Environment, TimeProvider.System).Learn(DateTimeOffset.UtcNow.AddDays(3));
        await using LoopbackServer server = Sts(200, WhoIAm);
        try
        {
            await AskAsync(server);
        }
        finally
        {
            Amazon.AWSConfigs.ManualClockCorrection = null;
        }

        string day = DateTimeOffset.UtcNow.AddDays(3).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"X-Amz-Date: {day}T", server.Requests[0], StringComparison.OrdinalIgnoreCase);
    }

    private static string Basic(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Date(DateTimeOffset time) => $"Date: {time.ToString("r", System.Globalization.CultureInfo.InvariantCulture)}\r\n";

    private static AwsCredential Credential
    {
        get
        {
            TestKeys keys = TestKeys.Temporary();
            return new(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken, null, new CredentialOrigin(CredentialSourceKind.CredentialsFile, "the test"), "p");
        }
    }

    private AwsClock Clock => AwsClock.Read(_home.Environment, TimeProvider.System);

    private Task<KeyValidity> AskAsync(LoopbackServer server, AwsProfile? profile = null, TimeSpan? bound = null, CancellationToken? cancellationToken = null)
    {
        _home.Variables["AWS_ENDPOINT_URL_STS"] = $"http://127.0.0.1:{server.Port}";
        return new StsVerifier(_home.Environment, Clock).VerifyAsync(Credential, profile, bound ?? Bound, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    private static LoopbackServer Sts(int status, string body) => LoopbackServer.Plain(LoopbackServer.Http(status, "text/xml", body));

    private static string Error(string code) =>
        $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>Secret words</Message></Error><RequestId>1</RequestId></ErrorResponse>";
}
