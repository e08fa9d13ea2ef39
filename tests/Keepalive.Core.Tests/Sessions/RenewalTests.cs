using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Sessions;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Sessions;

public sealed class RenewalTests : IDisposable
{
    private readonly RefreshHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LastStart => new RenewalPlace(_home.Environment, RefreshHome.Keys).LastStart;

    [Theory]
    [InlineData(60, 0, false)]
    [InlineData(60, 30, false)]
    [InlineData(20, 30, true)]
    [InlineData(20, 0, false)]
    [InlineData(-5, 0, true)]
    [Trait("Migration", "W26")]
    public async Task The_automatic_login_runs_when_the_end_is_near_enough_also_when_it_has_passed(int minutesLeft, int minutesAhead, bool isRun)
    {
        _home.WriteKeys(RefreshHome.Old, minutesLeft);
        _home.Configuration = AutoLogin with { AutoLoginAhead = TimeSpan.FromMinutes(minutesAhead) };
        _home.Login = Renew;

        await RenewAsync();

        Assert.Equal(isRun ? [AutoLoginWorker.Verb] : [], _home.Program.Launched.Select(launched => launched.Verb));
    }

    [Fact]
    public async Task A_session_that_needs_a_person_is_left_to_the_person()
    {
        _home.Configuration = KeepaliveConfiguration.Default;

        await new RenewalWorker(_home.Environment, _home.Configuration, RefreshHome.Sso, _home.Program, _home.Clock, _home.Verifier).RunAsync(Token);

        Assert.Empty(_home.Program.Launched);
    }

    [Fact]
    [Trait("Migration", "W7")]
    public async Task A_failed_login_is_not_tried_again_by_the_next_renewal()
    {
        _home.WriteKeys(RefreshHome.Old, -5);
        _home.Configuration = AutoLogin;

        await HomeExtensions.FailsAsync(RenewAsync, KeepaliveErrorCode.AutoLoginFailed);
        await HomeExtensions.FailsAsync(RenewAsync, KeepaliveErrorCode.SignInCoolingDown);

        Assert.Single(_home.Program.Launched);
    }

    [Fact]
    public async Task A_key_that_STS_refused_is_due_however_long_it_would_have_lasted()
    {
        _home.WriteKeys(RefreshHome.Old);
        new KeyValidityCache(_home.Environment, _home.Clock).Write(RefreshHome.Old.AccessKeyId, KeyValidity.Dead, null);
        _home.Configuration = AutoLogin;
        _home.Login = Renew;

        await RenewAsync();

        Assert.Equal(AutoLoginWorker.Verb, Assert.Single(_home.Program.Launched).Verb);
    }

    [Fact]
    public async Task A_key_that_STS_takes_after_its_end_is_not_due()
    {
        _home.WriteKeys(RefreshHome.Old, -5);
        new KeyValidityCache(_home.Environment, _home.Clock).Write(RefreshHome.Old.AccessKeyId, KeyValidity.Alive, null);
        _home.Configuration = AutoLogin;

        await RenewAsync();

        Assert.Empty(_home.Program.Launched);
    }

    [Fact]
    public async Task A_policy_that_forbids_automatic_logins_counts_here_too()
    {
        _home.WriteKeys(RefreshHome.Old, -5);
        _home.Configuration = AutoLogin with { ForbidAutoLogin = true };

        await RenewAsync();

        Assert.Empty(_home.Program.Launched);
    }

    [Fact]
    public void Many_hooks_start_one_renewal_a_minute_when_nothing_comes_of_it()
    {
        using var home = new RefreshHome(new FakeClock());
        var clock = (FakeClock)home.Clock;
        var program = new CountingProgram();
        var launcher = new RenewalLauncher(home.Environment, program, clock);

        Parallel.For(0, 20, _ => launcher.Launch("work"));
        clock.Advance(TimeSpan.FromSeconds(59));
        launcher.Launch("work");
        launcher.Launch("other");
        Assert.Equal(["other", "work"], program.Profiles.Order());

        clock.Advance(TimeSpan.FromSeconds(1));
        launcher.Launch("work");
        Assert.Equal(["other", "work", "work"], program.Profiles.Order());
    }

    [Fact]
    public async Task One_that_has_changed_something_makes_way_for_the_next_at_once()
    {
        _home.WriteKeys(RefreshHome.Old, -5);
        _home.Configuration = AutoLogin;
        _home.Login = Renew;
        new RenewalLauncher(_home.Environment, new CountingProgram(), _home.Clock).Launch(RefreshHome.Keys);
        Assert.True(File.Exists(LastStart));

        await RenewAsync();

        Assert.False(File.Exists(LastStart));
    }

    [Fact]
    public void One_that_can_not_be_started_troubles_nobody_and_is_tried_again_after_a_minute()
    {
        using var home = new RefreshHome(new FakeClock());
        var broken = new BrokenProgram();
        var launcher = new RenewalLauncher(home.Environment, broken, home.Clock);

        launcher.Launch(RefreshHome.Keys);
        launcher.Launch(RefreshHome.Keys);
        Assert.Equal(1, broken.Asked);

        ((FakeClock)home.Clock).Advance(RenewalLauncher.Pause);
        launcher.Launch(RefreshHome.Keys);
        Assert.Equal(2, broken.Asked);
    }

    public void Dispose() => _home.Dispose();

    private static KeepaliveConfiguration AutoLogin => KeepaliveConfiguration.Default with { AutoLoginCommand = "login" };

    private Task<string?> Renew()
    {
        _home.WriteKeys(RefreshHome.New);
        return Task.FromResult<string?>(null);
    }

    private Task RenewAsync() => new RenewalWorker(_home.Environment, _home.Configuration, RefreshHome.Keys, _home.Program, _home.Clock, _home.Verifier).RunAsync(Token);

    private sealed class CountingProgram : IWorkerProgram
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Profiles { get; } = [];

        public IWorkerLauncher LauncherOf(string verb, string profile)
        {
            Assert.Equal(RenewalWorker.Verb, verb);
            Profiles.Enqueue(profile);
            return new Keepalive.Core.Tests.SignIn.TaskLauncher(_ => Task.CompletedTask);
        }
    }

    private sealed class BrokenProgram : IWorkerProgram
    {
        public int Asked { get; private set; }

        public IWorkerLauncher LauncherOf(string verb, string profile)
        {
            Asked++;
            return new Keepalive.Core.Tests.SignIn.BrokenLauncher();
        }
    }
}
