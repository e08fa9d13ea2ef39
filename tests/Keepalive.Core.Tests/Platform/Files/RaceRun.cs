using System.Diagnostics;
using System.Globalization;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>
/// Lets another writer come at a moment of its own in each of many runs. KEEPALIVE_RACES sets their number; how long a run takes is
/// measured, so that the moments lie all over it.
/// </summary>
internal static class RaceRun
{
    private const int DefaultRaces = 30;

    public static int Races { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("KEEPALIVE_RACES"), CultureInfo.InvariantCulture, out int races) ? races : DefaultRaces;

    /// <summary>Runs.</summary>
    /// <param name="race">Makes a home and gives the work and the other writer, and a look afterwards.</param>
    public static void Run(Func<int, Race> race)
    {
        TimeSpan usual = TimeSpan.FromMilliseconds(20);
        for (int number = 0; number < Races; number++)
        {
            using Race one = race(number);
            // Both sides wait for a while of their own, without sleeping: to be woken may take longer than the whole work.
            (TimeSpan theirs, TimeSpan ours) = (usual * Random.Shared.NextDouble(), usual * 0.3 * Random.Shared.NextDouble());
            Task writer = Task.Factory.StartNew(
                () =>
                {
                    one.Prepare();
                    Spin(theirs);
                    one.Write();
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            while (!one.IsPrepared && !writer.IsCompleted)
            {
                Thread.SpinWait(10);
            }

            Spin(ours);
            long started = Stopwatch.GetTimestamp();
            one.Work();
            usual = (usual * 0.8) + (Stopwatch.GetElapsedTime(started) * 0.2);
            writer.Wait(TestContext.Current.CancellationToken);
            one.Look();
        }
    }

    private static void Spin(TimeSpan time)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            Thread.SpinWait(10);
        }
    }
}

/// <summary>One run, and what another program does at the same time.</summary>
internal abstract class Race : IDisposable
{
    private volatile bool _isPrepared;
    private FileStream? _earlier;

    public bool IsPrepared => _isPrepared;

    public required string File { get; init; }

    public required string Text { get; init; }

    public required WriterKind Kind { get; init; }

    /// <summary>What ours did with it; null: it did its work.</summary>
    public KeepaliveException? Refusal { get; private set; }

    public void Prepare()
    {
        _earlier = Kind == WriterKind.EarlierHandle ? new FileStream(File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete) : null;
        _isPrepared = true;
    }

    public void Write()
    {
        byte[] content = System.Text.Encoding.UTF8.GetBytes(Text);
        switch (Kind)
        {
            case WriterKind.Rename:
                System.IO.File.WriteAllBytes(File + ".tool", content);
                System.IO.File.Move(File + ".tool", File, overwrite: true);
                break;
            case WriterKind.Truncate:
                // As Python and node do; .NET's own way would lock it for itself.
                using (var stream = new FileStream(File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
                {
                    stream.SetLength(0);
                    stream.Write(content);
                }

                break;
            default:
                using (_earlier)
                {
                    _earlier!.SetLength(0);
                    _earlier.Write(content);
                }

                break;
        }
    }

    public void Work()
    {
        try
        {
            Change();
        }
        catch (KeepaliveException refusal)
        {
            Refusal = refusal;
        }
    }

    public abstract void Look();

    public abstract void Dispose();

    protected abstract void Change();
}

internal enum WriterKind
{
    Rename,
    Truncate,
    EarlierHandle,
}
