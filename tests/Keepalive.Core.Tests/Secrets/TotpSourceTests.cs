using System.Text;
using Keepalive.Platform.Time;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Secrets;

public sealed class TotpSourceTests : IDisposable
{
    private static readonly SecretName Name = SecretName.ForProfile("work", SecretKind.Totp);

    private readonly SyntheticHome _home = new();
    private readonly TotpSeed _seed = TotpSeed.From("12345678901234567890"u8, TotpAlgorithm.Sha1, 6, TimeSpan.FromSeconds(30));

    private FakeClock Clock => (FakeClock)_home.Clock;

    public void Dispose()
    {
        _seed.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Gives_the_code_of_the_moment()
    {
        Assert.Equal(Totp.Code(_seed, Totp.Window(_seed, FakeClock.Noon)), await NextAsync());
        Assert.Equal(TimeSpan.Zero, Clock.Elapsed);
    }

    [Fact]
    public async Task Waits_for_the_next_window_when_the_code_was_given_already()
    {
        Clock.Advance(TimeSpan.FromSeconds(10));
        string first = await NextAsync();
        string second = await NextAsync();
        string third = await NextAsync();

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal(TimeSpan.FromSeconds(60), Clock.Elapsed);
    }

    [Fact]
    public async Task Tells_how_long_when_the_caller_has_less_time()
    {
        await NextAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));

        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(() => NextAsync(TimeSpan.FromSeconds(24)));

        Assert.Equal(KeepaliveErrorCode.OneTimeCodeUsed, exception.Code);
        Assert.Contains("in 25 s", exception.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(5), Clock.Elapsed);
    }

    [Fact]
    public async Task Of_many_callers_at_once_none_gets_the_code_of_another()
    {
        var codes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => NextAsync(TimeSpan.FromHours(2)))));

        Assert.Equal(20, codes.Distinct().Count());
    }

    [Fact]
    public async Task A_window_that_ends_while_it_is_looked_at_is_waited_for_no_longer()
    {
        await NextAsync();
        Clock.Advance(TimeSpan.FromSeconds(29.999));

        // Every look at the clock takes its time.
        var slow = new SlowClock(Clock, TimeSpan.FromMilliseconds(7));
        using Secret code = await new TotpSource(_home.Environment, slow).NextAsync(
            Name, _seed, Deadline.After(Clock, TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);

        Assert.Equal(Totp.Code(_seed, Totp.Window(_seed, FakeClock.Noon) + 1), Encoding.UTF8.GetString(code.Utf8));
    }

    [Fact]
    public async Task Another_seed_does_not_wait()
    {
        await NextAsync();
        using Secret code = await new TotpSource(_home.Environment, Clock).NextAsync(
            SecretName.ForProfile("other", SecretKind.Totp), _seed, Deadline.After(Clock, TimeSpan.Zero), TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.Zero, Clock.Elapsed);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_a_little_repeats_no_code()
    {
        Clock.Advance(TimeSpan.FromSeconds(60));
        string first = await NextAsync();
        Clock.Advance(-TimeSpan.FromSeconds(45));

        Assert.NotEqual(first, await NextAsync());
        Assert.Equal(TimeSpan.FromSeconds(90), Clock.Elapsed);
    }

    [Fact]
    public async Task A_clock_that_was_a_day_ahead_locks_nobody_out()
    {
        Clock.Advance(TimeSpan.FromDays(1));
        await NextAsync();
        Clock.Advance(-TimeSpan.FromDays(1));

        await NextAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Keeps_a_number_on_disk_and_neither_seed_nor_code()
    {
        string code = await NextAsync();

        string[] files = Directory.GetFiles(_home.Folder, "*", SearchOption.AllDirectories);
        string kept = Assert.Single(files, file => file.EndsWith(".last-code", StringComparison.Ordinal));
        Assert.Equal($"{Totp.Window(_seed, FakeClock.Noon)}", await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains(code, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
        }
    }

    private async Task<string> NextAsync(TimeSpan? limit = null)
    {
        using Secret code = await new TotpSource(_home.Environment, Clock).NextAsync(
            Name, _seed, Deadline.After(Clock, limit ?? TimeSpan.FromMinutes(2)), TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(code.Utf8);
    }

    private sealed class SlowClock(FakeClock clock, TimeSpan step) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            DateTimeOffset now = clock.GetUtcNow();
            clock.Advance(step);
            return now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(callback, state, dueTime, period);
    }
}
