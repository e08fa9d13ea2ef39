using System.Diagnostics;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

/// <summary>
/// What a caller hands this process on its standard input, bounded in size and in time: Claude Code leaves some of its pipes open
/// for ever, and a person's terminal has no end either.
/// </summary>
public static class StandardInput
{
    private const int Descriptor = 0;
    private const int FirstLength = 8 * 1024;

    /// <summary>Reads to the end, to the limit, or until nothing more comes.</summary>
    /// <param name="limit">In bytes.</param>
    /// <param name="firstPatience">How long to wait for the first byte.</param>
    /// <param name="patience">How long to wait for each that follows.</param>
    public static ReadOnlyMemory<byte> Read(int limit, TimeSpan firstPatience, TimeSpan patience)
    {
        if (OperatingSystem.IsWindows())
        {
            return ReadOnWindows(limit, firstPatience, patience);
        }

        if (!StandardDescriptor.IsOfCaller(Descriptor))
        {
            return default;
        }

        using var input = new SafeFileHandle(Descriptor, ownsHandle: false);
        return ReadOnUnix(input, limit, firstPatience, patience);
    }

    [UnsupportedOSPlatform("windows")]
    internal static ReadOnlyMemory<byte> ReadOnUnix(SafeFileHandle input, int limit, TimeSpan firstPatience, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        byte[] content = new byte[Math.Min(FirstLength, limit)];
        int count = 0;
        while (count < limit)
        {
            TimeSpan left = (count == 0 ? firstPatience : patience) - Stopwatch.GetElapsedTime(start);
            if (!Poll.IsReadable(input, Math.Max(0, (int)left.TotalMilliseconds)))
            {
                if (left <= TimeSpan.Zero)
                {
                    break;
                }

                continue;
            }

            if (count == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(limit, 2L * count));
            }

            int read = Platform.Native.Libc.Read.From(input, content.AsSpan(count));
            if (read == 0 || (read < 0 && !Platform.Native.Libc.Read.MayBeRepeated))
            {
                break;
            }

            if (read > 0)
            {
                count += read;
                start = Stopwatch.GetTimestamp();
            }
        }

        return content.AsMemory(0, count);
    }

    /// <summary>A pipe can't be waited for there, so a thread reads, and is left behind when it takes too long.</summary>
    [SupportedOSPlatform("windows")]
    private static ReadOnlyMemory<byte> ReadOnWindows(int limit, TimeSpan firstPatience, TimeSpan patience)
    {
        SafeFileHandle input = StandardHandle.Input();
        if (input.IsInvalid)
        {
            return default;
        }

        var content = new MemoryStream();
        var first = new ManualResetEventSlim(); // Not disposed: the thread that is left behind may still set it.
        var reader = new Thread(() => ReadAll(input, content, first, limit)) { IsBackground = true, Name = "standard input" };
        reader.Start();
        long before = -1;
        for (bool more = first.Wait(firstPatience); more && !reader.Join(patience);)
        {
            lock (content)
            {
                more = content.Length > before;
                before = content.Length;
            }
        }

        lock (content)
        {
            return content.ToArray();
        }
    }

    private static void ReadAll(SafeFileHandle input, MemoryStream content, ManualResetEventSlim first, int limit)
    {
        byte[] buffer = new byte[FirstLength];
        try
        {
            using var stream = new FileStream(input, FileAccess.Read, bufferSize: 0);
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                lock (content)
                {
                    content.Write(buffer, 0, (int)Math.Min(read, limit - content.Length));
                    if (content.Length == limit)
                    {
                        break;
                    }
                }

                first.Set();
            }

            first.Set();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException or ArgumentException)
        {
            // The other end is gone; what came before it counts.
        }
    }
}
