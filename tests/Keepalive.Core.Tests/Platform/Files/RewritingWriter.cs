using System.Globalization;
using System.Text;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>
/// A login tool at its worst: truncates the credentials file and writes it anew without end, pausing up to 50 ms anywhere,
/// in the midst of a token too. Every part of what it writes names its generation.
/// </summary>
internal sealed class RewritingWriter(string path, int seed)
{
    private readonly Random _random = new(seed);

    private int _generation;

    public int Generations => Volatile.Read(ref _generation);

    public static DateTimeOffset EndOf(int generation) => new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(generation);

    public void Run(CancellationToken stop)
    {
        do
        {
            Write(_generation + 1, stop);
            Interlocked.Increment(ref _generation);

            // Sometimes none at all, so that the next truncation follows at once.
            Pause(_random.Next(3) == 0 ? 0 : _random.Next(50));
        }
        while (!stop.IsCancellationRequested);
    }

    private void Write(int generation, CancellationToken stop)
    {
        // Lengths differ from one generation to the next, so that an old tail would show behind a new beginning.
        TestKeys keys = TestKeys.Temporary(generation, 300 + (generation % 7 * 150));
        string end = $"x_security_token_expires = {EndOf(generation).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
        string[] sections = [TestKeys.Temporary(generation).Section("before", end), keys.Section("a", end), TestKeys.Temporary(generation).Section("after", end)];

        // The profile stands in the middle or at the end.
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(sections[..(generation % 2 == 0 ? 3 : 2)]));
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        int pauses = stop.IsCancellationRequested ? 0 : _random.Next(4);
        int written = 0;
        for (; pauses > 0; pauses--)
        {
            int next = _random.Next(written, text.Length + 1);
            file.Write(text.AsSpan(written..next));
            written = next;
            Pause(_random.Next(50));
        }

        file.Write(text.AsSpan(written));
    }

    private static void Pause(int milliseconds)
    {
        if (milliseconds > 0)
        {
            Thread.Sleep(milliseconds);
        }
    }
}
