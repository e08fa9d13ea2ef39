namespace Keepalive.Sandbox.Services;

/// <summary>A simulated error of one request, instead of its normal answer or before it.</summary>
public sealed class Fault
{
    private Fault()
    {
    }

    internal Func<CancellationToken, Task>? Wait { get; private init; }

    /// <summary>The service does its work (a refresh token is spent, say), whatever the client then hears.</summary>
    internal bool Processes { get; private init; }

    internal bool Drops { get; private init; }

    internal ServiceError? ErrorAnswer { get; private init; }

    internal SandboxReply? RawAnswer { get; private init; }

    /// <summary>Answers with an error of the service, in the form of its protocol; the request is not processed.</summary>
    /// <param name="name">As in the service model; STS: the code in the XML (<c>SlowDownException</c>, <c>AccessDenied</c>).</param>
    /// <param name="status">The HTTP status; null takes the one of the service model. Names the service doesn't have need one.</param>
    /// <param name="retryAfter">Sent as <c>Retry-After</c> in whole seconds; null sends none.</param>
    /// <param name="reason">The <c>reason</c> of some sso-oidc errors (<c>KMS_AccessDeniedException</c>); null sends none.</param>
    public static Fault Error(string name, int? status = null, TimeSpan? retryAfter = null, string? reason = null) =>
        new() { ErrorAnswer = new ServiceError(name, "Scripted: " + name, status, retryAfter, reason) };

    /// <summary>Does the work, then answers 500: the client can't know that it was done.</summary>
    public static Fault ErrorAfterProcessing() =>
        new() { Processes = true, RawAnswer = new SandboxReply(500, "application/json", "{}") { Error = "InternalServerException" } };

    /// <summary>Resets the connection before any work is done.</summary>
    public static Fault DropBeforeProcessing() => new() { Drops = true };

    /// <summary>Does the work, then resets the connection: the answer is lost.</summary>
    public static Fault DropAfterProcessing() => new() { Drops = true, Processes = true };

    /// <summary>Never answers. Ends when the client gives up or the server stops.</summary>
    public static Fault Hang() => new() { Wait = token => Task.Delay(Timeout.Infinite, token) };

    /// <summary>Answers late by the machine's clock, otherwise as ever.</summary>
    /// <param name="time">How late.</param>
    public static Fault Delay(TimeSpan time) => new() { Wait = token => Task.Delay(time, token), Processes = true };

    /// <summary>Answers as ever once a task has ended: a test decides when.</summary>
    /// <param name="release">The task.</param>
    public static Fault HoldUntil(Task release) => new() { Wait = release.WaitAsync, Processes = true };

    /// <summary>Bedrock's stream begins with status 200 and ends with an exception: too late for another status.</summary>
    /// <param name="name">The exception (<c>expiredTokenException</c>).</param>
    /// <param name="message">Its words.</param>
    public static Fault StreamException(string name, string message) => new()
    {
        RawAnswer = new SandboxReply(200, EventStream.MediaType, "") { Bytes = EventStream.Exception(name, message), Error = name },
    };

    /// <summary>The page of a proxy that blocks: status 403, HTML, <c>Server: Zscaler</c>.</summary>
    public static Fault HtmlBlockPage() => new()
    {
        RawAnswer = SandboxReply.Html(403, "<h1>Blocked</h1><p>Your organisation has blocked this site.</p>") with
        {
            Headers = new() { ["Server"] = "Zscaler/6.2" },
            Error = "blocked",
            IsOfTheService = false,
        },
    };

    /// <summary>Any answer at all: garbage with status 200, an error without its header.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="body">The body.</param>
    public static Fault Raw(int status, string contentType, string body) =>
        new() { RawAnswer = new SandboxReply(status, contentType, body) };
}
