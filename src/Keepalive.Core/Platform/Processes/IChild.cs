namespace Keepalive.Platform.Processes;

/// <summary>
/// A started child, used by one thread only. Disposing of it ends it: after an exception
/// between start and end, no process is left.
/// </summary>
internal interface IChild : IDisposable
{
    /// <summary>The child itself has ended; what it started may live on.</summary>
    bool HasEnded { get; }

    /// <summary>Waits until <see cref="ReadOutput"/> would not block. False if it still would.</summary>
    bool WaitForOutput(int milliseconds);

    /// <summary>Zero at the end, which comes when the last process that has the pipe is gone.</summary>
    int ReadOutput(Span<byte> buffer);

    /// <summary>Waits for the child to end, for about as long as this.</summary>
    void WaitForEnd(int milliseconds);

    /// <summary>Ends the child and all that descends from it. Returns when they are gone, at the latest after about 3 s.</summary>
    void EndTree();

    /// <summary>After its end: ends what it left in its group (its job, on Windows), and tells how it went.</summary>
    (int ExitCode, int? Signal) Finish();
}
