namespace Keepalive.Platform.Files;

/// <summary>For callers that can't wait until a file is complete: a reader's result if it is available at once.</summary>
internal static class Settled
{
    /// <summary>Reads.</summary>
    /// <param name="read">A reader that completes without waiting if no program is writing.</param>
    /// <param name="path">What is read, for the message.</param>
    /// <exception cref="KeepaliveException">ProfileFileIncomplete: it would have to wait.</exception>
    public static T Now<T>(Func<CancellationToken, ValueTask<T>> read, string path)
    {
        using var stop = new CancellationTokenSource();
        ValueTask<T> answer = read(stop.Token);
        if (answer.IsCompleted)
        {
            return answer.GetAwaiter().GetResult();
        }

        stop.Cancel();
        _ = answer.AsTask().ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw KeepaliveErrors.ProfileFileIncomplete(path, "in use");
    }
}
