using System.Globalization;
using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>
/// The one test with a real clock and a real writer: what the system does between two calls can't be made up. Its length
/// is bounded, and nothing in it depends on how fast the machine is.
/// </summary>
[Collection(nameof(TortureTests))]
[CollectionDefinition(nameof(TortureTests), DisableParallelization = true)] // a starved reader gets too few attempts
public sealed class TortureTests(ITestOutputHelper output)
{
    /// <summary>KEEPALIVE_TORTURE_SECONDS makes it longer.</summary>
    private static readonly TimeSpan Length =
        TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("KEEPALIVE_TORTURE_SECONDS"), CultureInfo.InvariantCulture, out int seconds) ? seconds : 3);

    /// <summary>The same in every run; KEEPALIVE_TORTURE_SEED tries another.</summary>
    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("KEEPALIVE_TORTURE_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : 20261121;

    [Theory]
    [InlineData(0)]
    [InlineData(5)] // as with a file server whose clock is ahead, or in WSL after sleep
    [Trait("Migration", "W12")]
    public async Task A_writer_that_never_rests_never_makes_us_hand_out_a_mixture(int minutesBehind)
    {
        var clock = new LateClock(TimeSpan.FromMinutes(minutesBehind));
        using var home = new SyntheticHome(clock);
        var writer = new RewritingWriter(home.CredentialsPath, Seed);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Length);
        Task writing = Task.Factory.StartNew(() => writer.Run(stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var counts = new Counts();
        Assert.True(SpinWait.SpinUntil(() => writer.Generations > 0, TimeSpan.FromSeconds(10)));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReadAsync(home, counts, stop.Token))));
        await writing;

        output.WriteLine($"seed {Seed}: {writer.Generations} generations, {counts.Good} reads of {counts.Seen.Count} generations, {counts.Refused} refused {string.Join(" | ", counts.Reasons.Distinct())}");
        Assert.Empty(counts.Mixtures);
        Assert.True(counts.Good > 0, "nothing was read");

        // How often that happens depends on how busy the machine is; that nothing else does, not.
        Assert.All(counts.Codes, code => Assert.Equal(KeepaliveErrorCode.ProfileFileIncomplete, code));
    }

    private static async Task ReadAsync(SyntheticHome home, Counts counts, CancellationToken stop)
    {
        var resolver = new CredentialResolver(home.Environment, KeepaliveConfiguration.Default, home.Clock);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                AwsCredential credential = await resolver.ResolveAsync(
                    resolver.Choose("a"), Deadline.After(home.Clock, HomeExtensions.AmpleTime), TestContext.Current.CancellationToken);
                counts.Add(credential);
            }
            catch (KeepaliveException exception)
            {
                counts.Refuse(exception);
            }
        }
    }

    private sealed class LateClock(TimeSpan late) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - late;
    }

    private sealed class Counts
    {
        private readonly Lock _lock = new();

        public HashSet<int> Seen { get; } = [];

        public List<string> Mixtures { get; } = [];

        public List<string> Reasons { get; } = [];

        public List<string> Codes { get; } = [];

        public int Good { get; private set; }

        public int Refused { get; private set; }

        public void Add(AwsCredential credential)
        {
            int generation = int.Parse(credential.AccessKeyId[^9..], CultureInfo.InvariantCulture);
            TestKeys keys = TestKeys.Temporary(generation, 300 + (generation % 7 * 150));
            bool whole = keys == new TestKeys(credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken)
                && credential.Expiry?.Instant == RewritingWriter.EndOf(generation);
            lock (_lock)
            {
                Good++;
                Seen.Add(generation);
                if (!whole)
                {
                    Mixtures.Add($"{credential.AccessKeyId}, secret {credential.SecretAccessKey == keys.SecretAccessKey}, token {credential.SessionToken == keys.SessionToken}, {credential.Expiry?.Instant:s}");
                }
            }
        }

        public void Refuse(KeepaliveException exception)
        {
            lock (_lock)
            {
                Refused++;
                Codes.Add(exception.Code);
                Reasons.Add($"{exception.Code}: {exception.Message}");
            }
        }
    }
}
