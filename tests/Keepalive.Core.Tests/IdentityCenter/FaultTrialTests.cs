using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>
/// Exports on a bad line, several at once and each with little time. KEEPALIVE_FAULT_TRIALS=300 is the whole run and asserts that nothing
/// goes on for more than 0.3 s after its deadline; the test suite takes a sample and asserts only that nothing hangs.
/// </summary>
[Collection(nameof(FaultTrialTests))]
[CollectionDefinition(nameof(FaultTrialTests), DisableParallelization = true)] // what is measured is lateness
public sealed class FaultTrialTests(ITestOutputHelper output)
{
    private const int Sample = 12;
    private const int Contenders = 4;

    private static readonly int s_trials =
        int.TryParse(Environment.GetEnvironmentVariable("KEEPALIVE_FAULT_TRIALS"), CultureInfo.InvariantCulture, out int trials) ? trials : Sample;

    private static readonly TimeSpan s_latest = s_trials > Sample ? TimeSpan.FromSeconds(0.3) : TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private readonly ConcurrentBag<TimeSpan> _lateness = [];

    [Fact]
    public async Task With_half_of_the_answers_broken_nothing_crashes_no_token_is_lost_and_every_deadline_is_kept()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        (int Seed, TimeSpan Limit)[] plans = [.. Enumerable.Range(0, s_trials).Select(_ => (random.Next(), TimeSpan.FromSeconds(0.5 + (random.NextDouble() * 1.5))))];
        int faults = 0;
        int answers = 0;
        foreach ((int trial, TimeSpan limit) in plans)
        {
            await using var center = new FaultyIdentityCenter(trial, limit);
            await TryAsync(center, limit);
            faults += center.Faults;
            answers += center.Answers;
        }

        output.WriteLine($"seed {seed}, {s_trials} trials of {Contenders} exports, {faults} faults and {answers} answers; latest {_lateness.Max().TotalMilliseconds:0} ms after its deadline");
        output.WriteLine(string.Join(", ", _outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Key} {outcome.Value}")));
        Assert.True(_lateness.Max() < s_latest, $"{_lateness.Max()} after its deadline");
        Assert.True(_outcomes.ContainsKey("served") && _outcomes.Count > 1, "the line was not bad, or nothing came through");
    }

    private async Task TryAsync(FaultyIdentityCenter center, TimeSpan limit)
    {
        using var home = new SyntheticHome(TimeProvider.System);
        home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(home.Folder, "state");
        home.Variables["AWS_ENDPOINT_URL"] = $"http://127.0.0.1:{center.Port}";
        home.WriteConfig(SignedInFiles.Profile("profile p") + SignedInFiles.Session());
        var cache = new TokenCache(home.Environment, SignedInHome.Session, TimeProvider.System);
        AtomicFile.Write(cache.Path, SsoToken.Create(
            SignedInHome.Session, "access-1", DateTimeOffset.UtcNow.AddMinutes(-1), "refresh-1", new ClientRegistration("client", "secret", DateTimeOffset.UtcNow.AddDays(30))).ToUtf8());

        await Task.WhenAll(Enumerable.Range(0, Contenders).Select(_ => Task.Run(() => ExportAsync(home, limit))));

        Assert.Equal(center.RefreshToken, (await cache.ReadAsync(TestContext.Current.CancellationToken))!.RefreshToken);
        Assert.Equal(TimeSpan.Zero, Keepalive.Aws.AccessKeys.AwsClock.Read(home.Environment, TimeProvider.System).Skew);
    }

    private async Task ExportAsync(SyntheticHome home, TimeSpan limit)
    {
        var export = new CredentialExport(home.Environment, KeepaliveConfiguration.Default, TimeProvider.System) { FindCaller = static () => null };
        long start = Stopwatch.GetTimestamp();
        string outcome;
        try
        {
            await export.GetAsync(export.Choose("p"), CredentialFormat.Process, Deadline.After(TimeProvider.System, limit), TestContext.Current.CancellationToken);
            outcome = "served";
        }
        catch (KeepaliveException exception)
        {
            outcome = exception.Code; // Any other exception is a crash.
        }

        _lateness.Add(Stopwatch.GetElapsedTime(start) - limit);
        _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
    }
}
