using System.Diagnostics;
using System.Globalization;
using Keepalive.Benchmarks;
using Keepalive.Sandbox.Services;

// Arguments: rounds, claude-aws, how many sessions. All of them wait for the one renewal, whose answer is held back until the last
// one waits; then the time from the first that is served to the last one.
int rounds = int.Parse(args[0], CultureInfo.InvariantCulture);
int sessions = int.Parse(args[2], CultureInfo.InvariantCulture);
var spreads = new List<double>();
var firsts = new List<double>();
for (int round = 0; round < rounds; round++)
{
    await using SandboxServer server = await SandboxServer.StartAsync(null, CancellationToken.None);
    using var home = new WaitingHome(server, args[1]);
    var allWait = new TaskCompletionSource();
    server.Faults.Next(SandboxOperation.CreateToken, Fault.HoldUntil(allWait.Task));
    Task<long>[] served = [.. Enumerable.Range(0, sessions).Select(_ => home.ExportAsync())];
    await server.Log.WaitForAsync(SandboxOperation.CreateToken, 1, CancellationToken.None);

    // Started is not waiting: nothing tells that of a process, so it is given time.
    await Task.Delay(TimeSpan.FromSeconds(3));
    long released = Stopwatch.GetTimestamp();
    allWait.SetResult();
    long[] ends = await Task.WhenAll(served);
    spreads.Add(Stopwatch.GetElapsedTime(ends.Min(), ends.Max()).TotalMilliseconds);
    firsts.Add(Stopwatch.GetElapsedTime(released, ends.Min()).TotalMilliseconds);
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

    ### {sessions} sessions that wait for one renewal

    From the first served to the last: median {Median(spreads):0} ms, of {rounds} rounds {spreads.Min():0} to {spreads.Max():0} ms.
    From the service's answer to the first served: median {Median(firsts):0} ms.
    """));

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
