using System.Globalization;
using System.Text.Json.Nodes;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>
/// Many contenders, an ended token, refresh tokens that may be used once. Each contender has its own files and locks, as a
/// process has (an advisory lock belongs to the open file, not to the process). KEEPALIVE_CONTENTION_TRIALS=1000 is the
/// full run; the test suite takes a sample.
/// </summary>
public sealed class ContentionTests(ITestOutputHelper output)
{
    private static readonly int Trials =
        int.TryParse(Environment.GetEnvironmentVariable("KEEPALIVE_CONTENTION_TRIALS"), CultureInfo.InvariantCulture, out int trials) ? trials : 60;

    [Fact]
    public async Task One_renews_and_all_succeed_and_nothing_is_torn_or_lost()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"{Trials} trials, seed {seed}");
        var random = new Random(seed);
        for (int trial = 0; trial < Trials; trial++)
        {
            await OneTrialAsync(random.Next(8, 101), renewals: random.Next(1, 4));
        }
    }

    private static async Task OneTrialAsync(int contenders, int renewals)
    {
        using var home = new SyntheticHome(TimeProvider.System);
        home.Variables["LOCALAPPDATA"] = Path.Combine(home.Folder, "local");
        var cache = new TokenCache(home.Environment, SignedInHome.Session, TimeProvider.System);
        var center = new FakeIdentityCenter(TimeProvider.System);
        for (int round = 0; round < renewals; round++)
        {
            await EndTokenAsync(home, cache, first: round == 0);
            int before = center.Refreshes;

            SsoToken[] tokens = await Task.WhenAll(Enumerable.Range(0, contenders).Select(_ => Task.Run(() =>
                new TokenRefresher(home.Environment, SignedInHome.Session, center, TimeProvider.System)
                    .GetAsync(Deadline.After(TimeProvider.System, TimeSpan.FromSeconds(60)), refused: null, CancellationToken.None))));

            Assert.Equal(1, center.Refreshes - before);
            Assert.Single(tokens.Select(token => token.AccessToken).Distinct());
            SsoToken onDisk = (await cache.ReadAsync(CancellationToken.None))!;
            Assert.Equal(tokens[0].AccessToken, onDisk.AccessToken);
            Assert.Equal(FakeIdentityCenter.RefreshToken(round + 2), onDisk.RefreshToken);
        }
    }

    /// <summary>The token as the last round left it, but with its end in the past.</summary>
    private static async Task EndTokenAsync(SyntheticHome home, TokenCache cache, bool first)
    {
        JsonNode token = first
            ? new JsonObject
            {
                ["accessToken"] = "access-1",
                ["clientId"] = "client",
                ["clientSecret"] = "secret",
                ["refreshToken"] = FakeIdentityCenter.RefreshToken(1),
            }
            : JsonNode.Parse(await File.ReadAllTextAsync(cache.Path))!;
        token["expiresAt"] = "2001-01-01T00:00:00Z";
        home.Write(cache.Path, System.Text.Encoding.UTF8.GetBytes(token.ToJsonString()));
    }
}
