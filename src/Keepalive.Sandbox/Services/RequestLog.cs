namespace Keepalive.Sandbox.Services;

/// <summary>Every request in the order of arrival; entered before it is answered, so a hanging one is seen too.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<LoggedRequest> _requests = [];
    private TaskCompletionSource _arrival = NewSignal();

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The requests for one operation so far.</summary>
    /// <param name="operation">The operation.</param>
    public IReadOnlyList<LoggedRequest> Of(SandboxOperation operation) => [.. All.Where(request => request.Operation == operation)];

    /// <summary>How many requests an operation has had, faulty ones included.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="where">Counts only these.</param>
    public int Count(SandboxOperation operation, Func<LoggedRequest, bool>? where = null) => Of(operation).Count(where ?? (_ => true));

    /// <summary>How many CreateToken requests there were for a refresh.</summary>
    public int Refreshes => Count(SandboxOperation.CreateToken, request => request["grantType"] == "refresh_token");

    /// <summary>How many pages a browser has opened, for PKCE, for device codes and for <c>aws login</c>.</summary>
    public int Tabs => Count(SandboxOperation.Authorize) + Count(SandboxOperation.DevicePage) + Count(SandboxOperation.ConsoleAuthorize);

    /// <summary>Ends once an operation has had that many requests, answered or not.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="count">At least this many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitForAsync(SandboxOperation operation, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_requests.Count(request => request.Operation == operation) >= count)
                {
                    return;
                }

                arrival = _arrival.Task;
            }

            await arrival.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets all requests.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    internal void Add(LoggedRequest request)
    {
        TaskCompletionSource arrived;
        lock (_gate)
        {
            _requests.Add(request);
            arrived = _arrival;
            _arrival = NewSignal();
        }

        arrived.SetResult();
    }

    // A waiting caller must not run on the thread that answers a request.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
