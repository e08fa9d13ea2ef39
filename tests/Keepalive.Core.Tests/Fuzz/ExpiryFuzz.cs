using System.Text;
using Keepalive.Platform.Time;

namespace Keepalive.Core.Tests.Fuzz;

/// <summary>Damaged times: an instant or none, never an exception, and always one that the product can write.</summary>
public sealed class ExpiryFuzz(ITestOutputHelper output)
{
    private static readonly byte[][] Corpus =
    [
        .. new[]
        {
            "2026-11-21T12:30:00Z", "2026-11-21T14:30:00+02:00", "2026-11-21T12:30:00+00:00+0000", "2026-11-21 05:30:00.1234567 -0700 MST",
            "20261121T123000Z", "1795264200", "1795264200.75", "1795264200500", "\"2026-11-21T12:30:00Z\" # c", "9999-12-31T23:59:59-14:00",
            "0001-01-01T00:00:00+14:00", "2026-11-21 12:30:00 UTC",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Specials =
        [.. new[] { "0", "9", "-", "+", ":", ".", "T", "Z", " ", "\"", "'", "#", "UTC", "+14:59", "99999999", "é", "٣", "\0", "\t" }.Select(Encoding.UTF8.GetBytes)];

    [Fact]
    public void Damaged_times_never_make_the_parser_throw() =>
        FuzzRun.Run(output, random => new Mutator(random, Corpus, Specials).Make(), input =>
        {
            if (ExpiryParser.TryParse(Encoding.UTF8.GetString(input), out DateTimeOffset instant, out bool zoneAssumed))
            {
                Assert.Equal(TimeSpan.Zero, instant.Offset);

                // The first hours of 2000 in an eastern zone are of 1999 in UTC, which the parser takes for no time of a session.
                bool readable = ExpiryParser.TryParse(Timestamp.Format(instant), out DateTimeOffset again, out _);
                Assert.Equal(instant.Year >= 2000, readable);
                Assert.True(!readable || instant.UtcTicks / TimeSpan.TicksPerSecond == again.UtcTicks / TimeSpan.TicksPerSecond);
            }
            else
            {
                Assert.False(zoneAssumed && instant != default);
            }
        });
}
