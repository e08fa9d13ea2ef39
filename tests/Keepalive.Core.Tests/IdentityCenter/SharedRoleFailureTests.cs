using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Credentials;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>A portal that fails is asked by one: those who waited for the answer take it, and who comes later asks anew.</summary>
public sealed class SharedRoleFailureTests : IDisposable
{
    private const int Waiters = 19;

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);

    private readonly SyntheticHome _home = new(TimeProvider.System);
    private readonly FakeIdentityCenter _center = new(TimeProvider.System);
    private readonly CountdownEvent _waiting = new(Waiters);

    public SharedRoleFailureTests()
    {
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
        _home.WriteConfig(SignedInFiles.Profile("profile work") + SignedInFiles.Profile("profile twin") + SignedInFiles.Session());
        string token = SignedInFiles.Token(Timestamp.Format(DateTimeOffset.UtcNow.AddHours(1)), Timestamp.Format(DateTimeOffset.UtcNow.AddDays(90)), refreshToken: null);
        _home.Write(new TokenCache(_home.Environment, SignedInHome.Session, TimeProvider.System).Path, System.Text.Encoding.UTF8.GetBytes(token));
    }

    [Fact]
    public async Task Twenty_exports_ask_a_portal_that_is_away_once_and_all_say_why()
    {
        _center.OnRole = FailWhenAllWait;

        KeepaliveException[] faults = await Task.WhenAll(Enumerable.Range(0, Waiters + 1).Select(_ => FailAsync("work")));

        Assert.Equal(1, _center.RoleCalls);
        Assert.All(faults, fault => Assert.Equal(
            (KeepaliveErrorCode.ServiceUnavailable, "The portal is away.", "Wait."), (fault.Code, fault.Message, fault.Advice)));
    }

    [Fact]
    public async Task Who_comes_after_the_failure_asks_anew()
    {
        _center.OnRole = FailWhenAllWait;
        await Task.WhenAll(Enumerable.Range(0, Waiters + 1).Select(_ => FailAsync("work")));
        _center.OnRole = null;

        Assert.Equal("ASIAROLE000000000002", (await GetAsync("work", TimeProvider.System)).AccessKeyId);
        Assert.Empty(Directory.EnumerateFiles(_home.Folder, "*.failed", SearchOption.AllDirectories));
    }

    [Fact]
    public void Another_profile_an_earlier_caller_and_a_deadline_that_is_over_share_nothing()
    {
        string path = Path.Combine(_home.Folder, "failed");
        var clock = new FakeClock();
        var failure = new RoleFailure(path, "work", clock);
        DateTimeOffset came = clock.GetUtcNow();

        failure.Remember(KeepaliveErrors.TimedOut("The call", TimeSpan.FromSeconds(1), "work"));
        Assert.Null(failure.Since(came));

        clock.Advance(TimeSpan.FromSeconds(1));
        failure.Remember(Away());
        Assert.Equal(KeepaliveErrorCode.ServiceUnavailable, failure.Since(came)?.Code);
        Assert.Null(new RoleFailure(path, "twin", clock).Since(came));
        Assert.Null(failure.Since(clock.GetUtcNow().AddTicks(1)));
        Assert.Null(new RoleFailure(path, "work", new FakeClock(came)).Since(came));
    }

    public void Dispose()
    {
        _waiting.Dispose();
        _home.Dispose();
    }

    private static KeepaliveException Away() => new(KeepaliveErrorCode.ServiceUnavailable, "The portal is away.", "Wait.", "work");

    private KeepaliveException FailWhenAllWait(SsoToken token)
    {
        Assert.True(_waiting.Wait(s_bound));
        return Away();
    }

    private Task<KeepaliveException> FailAsync(string profile) => Task.Run(() => Assert.ThrowsAsync<KeepaliveException>(() => GetAsync(profile, new FirstWait(_waiting))));

    private async Task<AwsCredential> GetAsync(string name, TimeProvider clock)
    {
        AwsProfile profile = await _home.ReadProfileAsync(name);
        var source = new SingleSignOnSource(_home.Environment, (_, _) => _center, AwsClock.Read(_home.Environment, clock));
        return await source.GetAsync(new CredentialRequest(profile, null, Deadline.After(clock, s_bound * 2)), TestContext.Current.CancellationToken);
    }

    /// <summary>The system's clock; tells when its user waits for the first time.</summary>
    private sealed class FirstWait(CountdownEvent waiting) : TimeProvider
    {
        private int _timers;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (Interlocked.Increment(ref _timers) == 1)
            {
                waiting.Signal();
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
