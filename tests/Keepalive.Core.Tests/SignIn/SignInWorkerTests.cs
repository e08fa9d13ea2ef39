using System.Net;
using Keepalive.Aws.AccessKeys;
using Keepalive.Core.Tests.Aws.Network.Support;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

public sealed class SignInWorkerTests : IDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Only against hanging.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] Secrets = ["client-secret", "access-token", "refresh-token", "code-"];

    private readonly ManualClock _clock = new();
    private readonly SignInHome _home;
    private readonly FakeSignInService _service;

    public SignInWorkerTests()
    {
        _home = new SignInHome(_clock);
        _service = new FakeSignInService { Clock = _clock };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_approves_in_the_browser_and_the_token_is_written()
    {
        FakeBrowser browser = Approving();

        await _home.WorkAsync(_service, browser);

        SsoToken token = (await _home.Cache.ReadAsync(Token))!;
        Assert.StartsWith("access-token-", token.AccessToken, StringComparison.Ordinal);
        Assert.Equal(_clock.GetUtcNow().AddHours(1), token.Expires);
        Assert.Equal(("client-1-AuthorizationCode", "client-secret"), (token.ClientId, token.ClientSecret));
        Assert.NotNull(token.RefreshToken);
        Assert.Single(browser.Pages);
        AssertEnded(SignInPhase.Succeeded, null);
    }

    [Fact]
    public async Task The_ledger_shows_the_address_before_the_browser_opens_and_holds_no_secret()
    {
        SignInEntry? shown = null;
        string ledger = "";
        var browser = new FakeBrowser(page =>
        {
            shown = _home.Ledger.Read();
            ledger = File.ReadAllText(_home.Place.Ledger);
            _ = Http.GetStringAsync(_service.Approve(page), Token);
        });
        await _home.WorkAsync(_service, browser);

        Assert.Equal(SignInPhase.WaitingForPerson, shown!.Phase);
        Assert.Equal(browser.Pages.Single().AbsoluteUri, shown.Address);
        Assert.Equal((SignInFlow.AuthorizationCode, "this machine has a display"), (shown.Flow, shown.FlowReason));
        Assert.Equal(Environment.ProcessId, shown.WorkerId);
        string after = File.ReadAllText(_home.Place.Ledger);
        Assert.All(Secrets, secret =>
        {
            Assert.DoesNotContain(secret, ledger, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, after, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("state=", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_is_the_owners_alone_and_never_holds_the_device_code()
    {
        Task work = _home.WorkAsync(_service, new FakeBrowser(), new SignInOptions { UseDeviceCode = true });
        SignInEntry entry = await _home.UntilAsync(entry => entry.UserCode is not null);

        Assert.Equal("ABCD-EFGH", entry.UserCode);
        Assert.DoesNotContain("device-code-secret", File.ReadAllText(_home.Place.Ledger), StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows()
            || File.GetUnixFileMode(_home.Place.Ledger) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        await EndAsync(work);
    }

    [Fact]
    public async Task Roles_of_whoever_was_signed_in_before_are_forgotten()
    {
        var role = new SsoRole("p", SignInHome.Session, "123456789012", "Dev");
        var cache = new RoleCredentialCache(_home.Environment, role, AwsClock.Read(_home.Environment, _clock));
        cache.Write(new RoleCredential("ASIAEXAMPLE000000001", "secret", "token", _clock.GetUtcNow().AddHours(1)));
        Assert.NotNull(cache.Read());

        await _home.WorkAsync(_service, Approving());

        Assert.Null(cache.Read());
    }

    [Fact]
    public async Task Wrong_state_and_a_second_callback_change_nothing()
    {
        var pages = new List<HttpStatusCode>();
        Uri? other = null;

        // While the service is asked about the first code the port still listens: a second good answer comes in time, and too late.
        var service = new FakeSignInService
        {
            Clock = _clock,
            Calling = (call, _) =>
            {
                if (call == "code")
                {
                    pages.Add(Http.GetAsync(other, Token).GetAwaiter().GetResult().StatusCode);
                }
            },
        };
        var browser = new FakeBrowser(page => _ = Task.Run(async () =>
        {
            Uri good = service.Approve(page);
            other = service.Approve(page);
            string port = good.GetLeftPart(UriPartial.Path);
            foreach (string wrong in new[] { $"{port}?code=evil&state=wrong", $"{port}?error=access_denied", port })
            {
                pages.Add((await Http.GetAsync(new Uri(wrong), Token)).StatusCode);
            }

            await Http.GetAsync(good, Token);
        }, Token));

        await _home.WorkAsync(service, browser);

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.BadRequest, 4), pages);
        Assert.Equal(1, service.Count("code"));
        AssertEnded(SignInPhase.Succeeded, null);
    }

    [Fact]
    public async Task A_code_that_was_used_before_writes_nothing()
    {
        var browser = new FakeBrowser(page => _ = Http.GetStringAsync(
            new Uri(_service.Approve(page).AbsoluteUri.Replace("code=code-", "code=used-", StringComparison.Ordinal)), Token));

        await _home.WorkAsync(_service, browser);

        AssertEnded(SignInPhase.Failed, KeepaliveErrorCode.CallbackInvalid);
    }

    [Theory]
    [InlineData("access_denied", KeepaliveErrorCode.SignInDenied)]
    [InlineData("server_error", KeepaliveErrorCode.CallbackInvalid)]
    [InlineData("%3Cscript%3E", KeepaliveErrorCode.CallbackInvalid)]
    public async Task An_error_of_the_service_ends_it(string error, string code)
    {
        var browser = new FakeBrowser(page =>
        {
            Dictionary<string, string> query = FakeSignInService.Query(page);
            _ = Http.GetStringAsync(new Uri($"{query["redirect_uri"]}?error={error}&state={query["state"]}"), Token);
        });

        await _home.WorkAsync(_service, browser);

        AssertEnded(SignInPhase.Failed, code);
        Assert.DoesNotContain("script", _home.Ledger.Read()!.Outcome!.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_never_comes_to_the_browser_is_waited_for_ten_minutes()
    {
        var browser = new FakeBrowser();
        Task work = _home.WorkAsync(_service, browser, new SignInOptions { IsAutomatic = true });
        await _home.UntilAsync(entry => entry.Tab == BrowserTab.Opened);

        // Nothing but the limit waits for the clock, and a timer that is due fires within Advance.
        Assert.Equal(1, _clock.Pending);
        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(1, _clock.Pending);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _clock.Pending);
        await work.WaitAsync(Patience, Token);

        AssertEnded(SignInPhase.Abandoned, KeepaliveErrorCode.SignInExpired);
        await AssertClosedAsync(browser.Pages.Single());
    }

    [Fact]
    public async Task A_person_who_never_enters_the_code_is_waited_for_as_long_and_the_service_is_asked_to_the_end()
    {
        var service = new FakeSignInService { Clock = _clock, DeviceLifetime = TimeSpan.FromHours(1), DeviceInterval = TimeSpan.FromMinutes(1) };
        Task work = _home.WorkAsync(service, new FakeBrowser(), new SignInOptions { UseDeviceCode = true, IsAutomatic = true });
        for (int minute = 1; minute < 10; minute++)
        {
            // The limit, and the pause before the next question.
            await UntilPendingAsync(2);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        await work.WaitAsync(Patience, Token); // In the tenth minute another answer would come too late.

        Assert.Equal(9, service.Count("poll"));
        AssertEnded(SignInPhase.Abandoned, KeepaliveErrorCode.SignInExpired);
    }

    [Fact]
    public async Task A_worker_that_is_told_to_end_says_so_and_gives_the_port_back()
    {
        var browser = new FakeBrowser();
        Task work = _home.WorkAsync(_service, browser);
        await _home.UntilAsync(entry => entry.Tab == BrowserTab.Opened);

        await EndAsync(work);

        AssertEnded(SignInPhase.Abandoned, KeepaliveErrorCode.SignInExpired);
        await AssertClosedAsync(browser.Pages.Single());

        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        work = _home.WorkAsync(_service, browser, new SignInOptions { Force = true }, cancellationToken: cancelled.Token);
        await _home.UntilAsync(entry => entry is { Tab: BrowserTab.Opened, IsRunning: true });
        await cancelled.CancelAsync();
        await work;

        AssertEnded(SignInPhase.Abandoned, KeepaliveErrorCode.SignInWorkerFailed);
    }

    [Fact]
    public async Task A_second_worker_goes_home()
    {
        Task first = _home.WorkAsync(_service, new FakeBrowser());
        SignInEntry entry = await _home.UntilAsync(entry => entry.Tab == BrowserTab.Opened);
        Task second = _home.WorkAsync(_service, new FakeBrowser());
        while (!second.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, Token);
        }

        Assert.Equal(entry.Id, _home.Ledger.Read()!.Id);
        Assert.Equal(1, _service.Count("register"));
        await EndAsync(first);
    }

    [Fact]
    public async Task A_second_tab_within_five_minutes_needs_force()
    {
        Assert.Equal(BrowserTab.Opened, await TabAsync(new SignInOptions()));
        Assert.Equal(BrowserTab.OpenedBefore, await TabAsync(new SignInOptions()));
        Assert.Equal(BrowserTab.Opened, await TabAsync(new SignInOptions { Force = true }));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(BrowserTab.OpenedBefore, await TabAsync(new SignInOptions()));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(BrowserTab.Opened, await TabAsync(new SignInOptions()));

        async Task<BrowserTab> TabAsync(SignInOptions options)
        {
            var browser = new FakeBrowser();
            string? last = _home.Ledger.Read()?.Id;
            using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
            Task work = _home.WorkAsync(_service, browser, options with { IsAutomatic = true }, cancellationToken: cancelled.Token);
            SignInEntry entry = await _home.UntilAsync(entry => entry.Id != last && entry.Tab != BrowserTab.NotYet, _clock);
            await cancelled.CancelAsync();
            await work;
            Assert.Equal(entry.Tab == BrowserTab.Opened ? 1 : 0, browser.Pages.Count);
            return entry.Tab;
        }
    }

    [Fact]
    public async Task A_browser_that_can_not_be_opened_is_told_and_does_not_end_the_sign_in()
    {
        Uri? address = null;
        var browser = new FakeBrowser(page =>
        {
            address = page;
            throw KeepaliveErrors.BrowserNotOpened("xdg-open: not found");
        });
        Task work = _home.WorkAsync(_service, browser);
        SignInEntry entry = await _home.UntilAsync(entry => entry.Tab == BrowserTab.Failed);

        Assert.Contains("xdg-open: not found", entry.TabProblem, StringComparison.Ordinal);
        Assert.Null(entry.TabOpened);
        await Http.GetStringAsync(_service.Approve(address!), Token);
        await work;
        AssertEnded(SignInPhase.Succeeded, null);
        Assert.Equal([address!.AbsoluteUri], _home.Copied);
    }

    [Fact]
    public async Task The_clipboard_gets_the_code_when_a_person_asked_and_nothing_otherwise()
    {
        foreach (bool isAutomatic in new[] { false, true })
        {
            using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
            string? last = _home.Ledger.Read()?.Id;
            Task work = _home.WorkAsync(_service, new FakeBrowser(), new SignInOptions { UseDeviceCode = true, IsAutomatic = isAutomatic }, cancellationToken: cancelled.Token);
            await _home.UntilAsync(entry => entry.Id != last && entry.Tab != BrowserTab.NotYet, _clock);
            await UntilPendingAsync(2); // The first pause between two questions comes after everything has been shown.
            await cancelled.CancelAsync();
            await work;
        }

        await _home.WorkAsync(_service, Approving(), new SignInOptions { Force = true });
        Assert.Equal(["ABCD-EFGH"], _home.Copied);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_token_that_is_good_needs_no_person_unless_forced(bool force, int tabs)
    {
        _home.WriteToken(TimeSpan.FromMinutes(30));
        FakeBrowser browser = Approving();

        await _home.WorkAsync(_service, browser, new SignInOptions { Force = force });

        Assert.Equal(tabs, browser.Pages.Count);
        AssertEnded(SignInPhase.Succeeded, null);
    }

    [Fact]
    public async Task A_session_that_can_be_renewed_needs_no_person_either()
    {
        _home.WriteToken(TimeSpan.FromMinutes(-30));
        var browser = new FakeBrowser();

        await _home.WorkAsync(_service, browser, center: new RenewingCenter());

        Assert.Empty(browser.Pages);
        Assert.Equal("renewed", (await _home.Cache.ReadAsync(Token))!.AccessToken);
        AssertEnded(SignInPhase.Succeeded, null);
    }

    [Fact]
    public async Task A_registration_that_the_service_has_forgotten_is_made_anew_before_anybody_sees_a_code()
    {
        var service = new FakeSignInService
        {
            Clock = _clock,
            Calling = (call, registration) =>
            {
                if (call == "device" && registration!.ClientId.StartsWith("client-1-", StringComparison.Ordinal))
                {
                    throw KeepaliveErrors.ClientRegistrationInvalid("my-sso");
                }
            },
        };
        Task work = _home.WorkAsync(service, new FakeBrowser(), new SignInOptions { UseDeviceCode = true });
        await _home.UntilAsync(entry => entry.UserCode is not null);

        Assert.Equal(2, service.Count("register"));
        await EndAsync(work);
    }

    [Fact]
    public async Task A_fault_that_nobody_thought_of_reaches_the_ledger_by_its_kind_alone()
    {
        var service = new FakeSignInService { Clock = _clock, Calling = (_, _) => throw new InvalidOperationException("marker") };

        await _home.WorkAsync(service, new FakeBrowser());

        AssertEnded(SignInPhase.Failed, KeepaliveErrorCode.SignInWorkerFailed);
        Assert.DoesNotContain("marker", File.ReadAllText(_home.Place.Ledger), StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private FakeBrowser Approving() => new(page => _ = Http.GetStringAsync(_service.Approve(page), Token));

    private async Task EndAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMinutes(11));
            await Task.Delay(5, Token);
        }

        await work;
    }

    private void AssertEnded(SignInPhase phase, string? code)
    {
        SignInEntry entry = _home.Ledger.Read()!;
        Assert.Equal((phase, code), (entry.Phase, entry.Outcome?.Code));
        Assert.Null(entry.Address);
        Assert.NotNull(entry.Ended);
        if (phase != SignInPhase.Succeeded)
        {
            Assert.False(_home.HasToken);
        }

        _home.AssertClean();
    }

    /// <summary>The port can be bound again; asking it for a connection could reach whoever has got it since.</summary>
    private static async Task AssertClosedAsync(Uri page)
    {
        using ReservedPort port = await ReservedPort.TakeAsync(new Uri(FakeSignInService.Query(page)["redirect_uri"]).Port);
    }

    private Task UntilPendingAsync(int timers) => Waiting.UntilAsync(() => _clock.Pending == timers, Token);

    private sealed class RenewingCenter : IIdentityCenter
    {
        public Task<TokenAnswer> RefreshAsync(SsoToken token, Deadline deadline, CancellationToken cancellationToken) =>
            Task.FromResult(new TokenAnswer("renewed", TimeSpan.FromHours(1), "refresh"));

        public Task<RoleCredential> GetRoleCredentialAsync(SsoToken token, SsoRole role, Deadline deadline, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
