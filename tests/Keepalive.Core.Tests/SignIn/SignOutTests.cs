using Keepalive.Aws.AccessKeys;
using Keepalive.Core.Tests.Platform.Files;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

public sealed class SignOutTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly SignInHome _home;
    private readonly FakeSignInService _service = new();

    public SignOutTests() => _home = new SignInHome(_clock);

    [Fact]
    public async Task The_service_is_told_and_token_and_roles_are_removed_but_not_the_registration()
    {
        _home.WriteToken(TimeSpan.FromMinutes(30), "the-token");
        var roles = new RoleCredentialCache(_home.Environment, new SsoRole("p", SignInHome.Session, "123456789012", "Dev"), AwsClock.Read(_home.Environment, _clock));
        roles.Write(new RoleCredential("ASIAEXAMPLE000000001", "secret", "token", _clock.GetUtcNow().AddHours(1)));
        string left = LeftByAKilledWriter(roles.Path);
        var registrations = new ClientRegistrations(_home.Environment, _service, _clock);
        await registrations.GetAsync(SignInHome.Session, SignInFlow.DeviceCode, anew: false, TestContext.Current.CancellationToken);

        SignOutResult result = await RunAsync();

        Assert.False(File.Exists(left));
        Assert.Equal((true, null), (result.WasSignedIn, result.Problem));
        Assert.Equal(["the-token"], _service.LoggedOut);
        Assert.False(_home.HasToken);
        Assert.Null(roles.Read());
        Assert.True(File.Exists(registrations.PathOf(SignInHome.Session, SignInFlow.DeviceCode)));
        _home.AssertClean();
    }

    [Fact]
    public async Task What_is_on_this_machine_goes_even_if_the_service_can_not_be_told()
    {
        _home.WriteToken(TimeSpan.FromMinutes(30));
        var service = new FakeSignInService { Calling = (_, _) => throw KeepaliveErrors.TimedOut("The portal", TimeSpan.FromSeconds(1), null) };

        SignOutResult result = await RunAsync(service);

        Assert.NotNull(result.Problem);
        Assert.False(_home.HasToken);
    }

    [Fact]
    public async Task Nobody_signed_in_is_no_fault()
    {
        SignOutResult result = await RunAsync();

        Assert.Equal((false, null), (result.WasSignedIn, result.Problem));
        Assert.Empty(_service.LoggedOut);
    }

    [Fact]
    public async Task A_file_that_is_no_token_goes_as_well()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_home.Cache.Path)!);
        await File.WriteAllTextAsync(_home.Cache.Path, "{", TestContext.Current.CancellationToken);

        await RunAsync();

        Assert.False(_home.HasToken);
    }

    [Fact]
    public async Task A_token_behind_a_link_goes_and_the_link_is_there_for_the_next_sign_in()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        _home.WriteToken(TimeSpan.FromMinutes(30));
        string elsewhere = Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_home.Cache.Path)!, "elsewhere")).FullName, "token.json");
        File.Move(_home.Cache.Path, elsewhere);
        File.CreateSymbolicLink(_home.Cache.Path, elsewhere);

        SignOutResult result = await RunAsync();

        Assert.True(result.WasSignedIn);
        Assert.False(File.Exists(elsewhere));
        Assert.Equal(elsewhere, new FileInfo(_home.Cache.Path).LinkTarget);
    }

    [Fact]
    public async Task A_renewal_that_holds_the_token_is_waited_for()
    {
        _home.WriteToken(TimeSpan.FromMinutes(30));
        FileLock renewal = FileLock.TryAcquire(_home.State.TokenLock)!;
        bool wasThere = false;
        _clock.Waiting = _ =>
        {
            wasThere = _home.HasToken;
            renewal.Dispose();
        };

        await RunAsync();

        Assert.True(wasThere);
        Assert.False(_home.HasToken);
    }

    [Fact]
    public async Task A_renewal_that_hangs_is_waited_for_a_minute_and_the_token_goes_all_the_same()
    {
        _home.WriteToken(TimeSpan.FromMinutes(30));
        using FileLock? renewal = FileLock.TryAcquire(_home.State.TokenLock);

        await RunAsync();

        Assert.False(_home.HasToken);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1.1));
    }

    [Fact]
    public async Task The_next_sign_in_may_open_a_tab_at_once()
    {
        _home.Ledger.Write(new SignInEntry
        {
            Id = "old",
            Phase = SignInPhase.Succeeded,
            Flow = SignInFlow.DeviceCode,
            FlowReason = "",
            Started = _clock.GetUtcNow(),
            WorkerId = 1,
            WorkerStarted = _clock.GetUtcNow(),
            TabOpened = _clock.GetUtcNow(),
        });

        await RunAsync();

        Assert.False(_home.Ledger.HasRecentTab(_home.Ledger.Read()));
    }

    public void Dispose() => _home.Dispose();

    private Task<SignOutResult> RunAsync(FakeSignInService? service = null) =>
        new SignOut(_home.Environment, SignInHome.Session, () => service ?? _service, _clock).RunAsync(TestContext.Current.CancellationToken);

    private static string LeftByAKilledWriter(string path)
    {
        string left = TemporaryName.Beside(path).Replace($".{Environment.ProcessId:x}-", $".{FileWriter.EndedProcess():x}-", StringComparison.Ordinal);
        File.WriteAllText(left, "a secret");
        return left;
    }
}
