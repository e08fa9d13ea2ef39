using System.Text;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

/// <summary>The answers of a login whose profile has commands: the store is not asked, a code is given once, and the breaker tells values apart.</summary>
[Collection("Logins")]
public sealed class CommandAnswersTests : IDisposable
{
    private readonly SyntheticHome _home = new();
    private readonly ManualClock _clock = new();
    private readonly MemorySecretStore _store = new() { Asked = _ => throw KeepaliveErrors.SecretStoreFailed("the store", "it is locked") };

    public CommandAnswersTests() => _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Printed => Path.Combine(_home.Folder, "printed");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_command_is_asked_before_the_store()
    {
        Print("from the command\n");
        using Secret password = await Answers().PasswordAsync(Stop);
        Assert.Equal("from the command", Encoding.UTF8.GetString(password.Utf8));
    }

    [Fact]
    public async Task The_fingerprint_needs_no_store_and_tells_values_apart()
    {
        Print("one\n");
        StoredAnswers answers = Answers();
        using Secret password = await answers.PasswordAsync(Stop);
        string? given = await answers.FingerprintGivenAsync(Stop);
        string? same = await Answers().FindFingerprintAsync(Stop);
        Print("two\n");
        string? other = await Answers().FindFingerprintAsync(Stop);

        Assert.NotNull(given);
        Assert.Equal(given, same);
        Assert.NotEqual(given, other);
    }

    [Fact]
    public async Task A_refused_password_of_a_command_is_not_used_again_until_the_command_gives_another()
    {
        Print("one\n");
        StoredAnswers answers = Answers();
        using Secret password = await answers.PasswordAsync(Stop);
        var breaker = new LoginBreaker(_home.Environment, answers.PasswordName, _clock);
        await breaker.PasswordRejectedAsync((await answers.FingerprintGivenAsync(Stop))!, Stop);

        KeepaliveException refused = await Assert.ThrowsAsync<KeepaliveException>(async () => await breaker.CheckAsync(await Answers().FindFingerprintAsync(Stop), Stop));
        Assert.Equal(KeepaliveErrorCode.PasswordRejected, refused.Code);

        Print("two\n");
        await breaker.CheckAsync(await Answers().FindFingerprintAsync(Stop), Stop);
    }

    [Theory]
    [InlineData("123456\n", "123456")]
    [InlineData(" 12345678 \n", "12345678")]
    public async Task The_printed_code_is_the_code(string printed, string code)
    {
        Print(printed);
        using Secret given = await Answers().CodeAsync(Stop);
        Assert.Equal(code, Encoding.UTF8.GetString(given.Utf8));
    }

    [Theory]
    [InlineData("Okta:anna  123456\n")]
    [InlineData("12345\n")]
    [InlineData("123456789\n")]
    [InlineData("١٢٣٤٥٦\n")]
    [InlineData("123 456\n")]
    public async Task A_text_that_is_no_code_is_refused_and_not_shown(string printed)
    {
        Print(printed);
        KeepaliveException error = await Assert.ThrowsAsync<KeepaliveException>(() => Answers().CodeAsync(Stop));

        Assert.Equal(KeepaliveErrorCode.SecretCommandFailed, error.Code);
        Assert.DoesNotContain(printed.Trim(), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_code_is_given_twice_also_not_to_another_profile_with_the_same_command()
    {
        Print("123456\n");
        List<TimeSpan> waits = [];
        var clock = new PauseClock(wait =>
        {
            waits.Add(wait);
            Print(waits.Count == 1 ? "123456\n" : "654321\n");
        });
        using Secret first = await Answers("work", clock: clock).CodeAsync(Stop);
        using Secret other = await Answers("home", clock: clock).CodeAsync(Stop);

        Assert.Equal(("123456", "654321"), (Encoding.UTF8.GetString(first.Utf8), Encoding.UTF8.GetString(other.Utf8)));
        Assert.Equal([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)], waits);
    }

    [Fact]
    public async Task A_caller_without_the_time_for_the_next_code_is_told_how_long_it_takes()
    {
        Print("123456\n");
        using Secret first = await Answers().CodeAsync(Stop);
        _clock.Advance(TimeSpan.FromSeconds(5));

        KeepaliveException error = await Assert.ThrowsAsync<KeepaliveException>(() => Answers(limit: TimeSpan.FromSeconds(20)).CodeAsync(Stop));

        Assert.Equal(KeepaliveErrorCode.OneTimeCodeUsed, error.Code);
        Assert.Contains("in 25 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_comes_again_after_ten_minutes_is_another_one()
    {
        Print("123456\n");
        using Secret first = await Answers().CodeAsync(Stop);
        _clock.Advance(TimeSpan.FromMinutes(11));
        using Secret again = await Answers().CodeAsync(Stop);

        Assert.Equal(6, again.Utf8.Length);
    }

    [Fact]
    public async Task Of_many_callers_at_once_one_gets_the_code()
    {
        using Secret code = Secret.FromText("123456");
        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => new UsedCodes(_home.Environment, TimeProvider.System).TryTakeAsync(code, Stop))));

        Assert.Single(taken, static one => one);
    }

    [Fact]
    public async Task The_state_folder_has_no_code_and_no_password_and_only_its_owner_reads_it()
    {
        Print("867530\n");
        StoredAnswers answers = Answers();
        using Secret code = await answers.CodeAsync(Stop);
        using Secret password = await answers.PasswordAsync(Stop);
        await new LoginBreaker(_home.Environment, answers.PasswordName, _clock).PasswordRejectedAsync((await answers.FingerprintGivenAsync(Stop))!, Stop);

        string[] files = Directory.GetFiles(Path.Combine(_home.Folder, "state"), "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("used-codes", StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain("867530", File.ReadAllText(file), StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            foreach (string file in files)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task The_rule_against_stored_seeds_is_no_rule_against_a_command()
    {
        Print("123456\n");
        using Secret code = await new StoredAnswers(
            _home.Environment, Settings with { ForbidStoredTotpSeeds = true }, "work", SecretKeeper.Of(Settings, _store, TimeProvider.System), TimeSpan.FromMinutes(2), _clock).CodeAsync(Stop);
        Assert.Equal(6, code.Utf8.Length);
    }

    private KeepaliveConfiguration Settings
    {
        get
        {
            string line = $"\"{DummyProgram.Path}\" print-file \"{Printed}\"";
            return new() { PasswordCommand = line, TotpCommand = line };
        }
    }

    private StoredAnswers Answers(string profile = "work", TimeSpan? limit = null, TimeProvider? clock = null) => new(
        _home.Environment, Settings, profile, SecretKeeper.Of(Settings, _store, TimeProvider.System),
        limit ?? TimeSpan.FromMinutes(2), clock ?? _clock);

    private void Print(string text) => File.WriteAllText(Printed, text);

    /// <summary>Short waits are over at once, and change what the program prints; limits never come.</summary>
    private sealed class PauseClock(Action<TimeSpan> waiting) : TimeProvider
    {
        private long _elapsed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => FakeClock.Noon + TimeSpan.FromTicks(_elapsed);

        public override long GetTimestamp() => _elapsed;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.FromSeconds(30) || dueTime < TimeSpan.Zero)
            {
                return new ManualClock().CreateTimer(callback, state, dueTime, period);
            }

            waiting(dueTime);
            _elapsed += dueTime.Ticks;
            return new FakeClock().CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
