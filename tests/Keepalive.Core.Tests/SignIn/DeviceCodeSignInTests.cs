using Keepalive.IdentityCenter;
using Keepalive.SignIn;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.SignIn;

public class DeviceCodeSignInTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly FakeClock _clock = new();
    private readonly List<SignInPage> _shown = [];

    [Fact]
    public async Task The_code_is_shown_before_the_first_poll_and_the_token_comes_when_it_is_approved()
    {
        var service = new FakeSignInService
        {
            AnswerDevice = poll =>
            {
                Assert.Single(_shown);
                return poll < 3 ? SignInAnswer.Pending : SignInAnswer.Of(FakeSignInService.NewToken());
            },
        };

        TokenAnswer answer = await RunAsync(service);

        Assert.StartsWith("access-token-", answer.AccessToken, StringComparison.Ordinal);
        Assert.Equal(new SignInPage(new Uri("https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH"), "ABCD-EFGH"), _shown[0]);
        Assert.Equal(TimeSpan.FromSeconds(15), _clock.Elapsed);
    }

    [Fact]
    public async Task Slow_down_adds_five_seconds_for_good()
    {
        var service = new FakeSignInService
        {
            AnswerDevice = poll => poll switch
            {
                1 or 2 => SignInAnswer.SlowDown,
                3 => SignInAnswer.Pending,
                _ => SignInAnswer.Of(FakeSignInService.NewToken()),
            },
        };

        await RunAsync(service);

        Assert.Equal(TimeSpan.FromSeconds(5 + 10 + 15 + 15), _clock.Elapsed);
    }

    [Fact]
    public async Task A_refusal_is_told() =>
        await FailsAsync(new FakeSignInService { AnswerDevice = _ => SignInAnswer.Denied }, KeepaliveErrorCode.SignInDenied);

    [Fact]
    public async Task The_end_of_the_code_is_told() =>
        await FailsAsync(new FakeSignInService { AnswerDevice = _ => SignInAnswer.Expired }, KeepaliveErrorCode.SignInExpired);

    [Theory]
    [InlineData(10, 600)]
    [InlineData(2, 120)]
    [InlineData(30, 600)]
    public async Task Nobody_is_waited_for_longer_than_the_code_lives_nor_than_ten_minutes(int lifetimeMinutes, int seconds)
    {
        var service = new FakeSignInService { DeviceLifetime = TimeSpan.FromMinutes(lifetimeMinutes) };

        await FailsAsync(service, KeepaliveErrorCode.SignInExpired);

        Assert.InRange(_clock.Elapsed.TotalSeconds, seconds - 5, seconds);
    }

    [Fact]
    public async Task A_network_that_is_gone_for_a_moment_costs_nothing_but_time()
    {
        int polls = 0;
        var service = new FakeSignInService
        {
            Calling = (call, _) =>
            {
                if (call == "poll" && ++polls is 2 or 3)
                {
                    throw KeepaliveErrors.TimedOut("IAM Identity Center", TenMinutes, null);
                }
            },
            AnswerDevice = poll => poll < 5 ? SignInAnswer.Pending : SignInAnswer.Of(FakeSignInService.NewToken()),
        };

        await RunAsync(service);

        Assert.Equal(TimeSpan.FromSeconds(5 + 5 + 10 + 15 + 15), _clock.Elapsed); // Each poll without an answer adds five seconds for good.
    }

    [Fact]
    public async Task Failures_count_only_in_a_row()
    {
        int polls = 0;
        int answers = 0;
        var service = new FakeSignInService
        {
            DeviceLifetime = TimeSpan.FromHours(1),
            Calling = (call, _) =>
            {
                if (call == "poll" && ++polls % 3 != 0)
                {
                    throw KeepaliveErrors.TimedOut("IAM Identity Center", TenMinutes, null);
                }
            },
            AnswerDevice = _ => ++answers < 4 ? SignInAnswer.Pending : SignInAnswer.Of(FakeSignInService.NewToken()),
        };

        await RunAsync(service, TimeSpan.FromHours(1));

        Assert.Equal(12, polls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public async Task A_service_that_names_no_interval_is_asked_once_a_second(int seconds)
    {
        var service = new FakeSignInService
        {
            DeviceInterval = TimeSpan.FromSeconds(seconds),
            AnswerDevice = poll => poll < 3 ? SignInAnswer.Pending : SignInAnswer.Of(FakeSignInService.NewToken()),
        };

        await RunAsync(service);

        Assert.Equal(TimeSpan.FromSeconds(3), _clock.Elapsed);
    }

    [Fact]
    public async Task A_network_that_stays_away_is_told()
    {
        var service = new FakeSignInService
        {
            Calling = (call, _) =>
            {
                if (call == "poll")
                {
                    throw KeepaliveErrors.TimedOut("IAM Identity Center", TenMinutes, null);
                }
            },
        };

        await FailsAsync(service, KeepaliveErrorCode.TimedOut);
        Assert.Equal(5, service.Count("poll"));
    }

    [Theory]
    [InlineData("http://device.sso.eu-central-1.amazonaws.com/")]
    [InlineData("https://device.sso.eu-central-1.amazonaws.com.example.org/")]
    [InlineData("https://evil-bucket.s3.amazonaws.com/")]
    [InlineData("https://device.sso.eu-central-1.amazonaws.com@example.org/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_page_somewhere_else_is_not_shown(string page)
    {
        await FailsAsync(new FakeSignInService { VerificationUri = new Uri(page) }, KeepaliveErrorCode.SignInPageUntrusted);

        Assert.Empty(_shown);
    }

    [Fact]
    public async Task A_page_with_the_code_that_is_somewhere_else_is_not_shown()
    {
        await FailsAsync(new FakeSignInService { VerificationUriComplete = new Uri("https://example.org/?user_code=ABCD-EFGH") }, KeepaliveErrorCode.SignInPageUntrusted);

        Assert.Empty(_shown);
    }

    private Task<TokenAnswer> RunAsync(FakeSignInService service, TimeSpan? limit = null) =>
        new DeviceCodeSignIn(FakeSignInService.Session, service, new ClientRegistration("id", "secret", FakeClock.Noon.AddDays(1)), _clock).RunAsync(
            (page, _) =>
            {
                _shown.Add(page);
                return Task.CompletedTask;
            },
            limit ?? TenMinutes,
            TestContext.Current.CancellationToken);

    private Task<KeepaliveException> FailsAsync(FakeSignInService service, string code) => HomeExtensions.FailsAsync(() => RunAsync(service), code);
}
