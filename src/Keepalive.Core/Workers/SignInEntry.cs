using System.Globalization;
using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.Workers;

/// <summary>
/// The entry of the ledger for one sign-in. Address and code are there for processes that join; they are useless without the
/// device code, the verifier and the listener, which never leave the worker.
/// </summary>
internal sealed record SignInEntry
{
    /// <summary>Tells one sign-in from the next.</summary>
    public required string Id { get; init; }

    public required SignInPhase Phase { get; init; }

    public required SignInFlow Flow { get; init; }

    /// <summary>Why this flow.</summary>
    public required string FlowReason { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>The worker's process; with its start it names one process for good. For a person's eyes: the lease is what counts.</summary>
    public required int WorkerId { get; init; }

    public required DateTimeOffset WorkerStarted { get; init; }

    public string? Address { get; init; }

    public string? UserCode { get; init; }

    /// <summary>The number or code that a person must pick on another device; null if there is none.</summary>
    public string? Number { get; init; }

    /// <summary>The kind of answer that a person is asked for, as a noun: "code", "password"; null if there is no open question.</summary>
    public string? Asks { get; init; }

    /// <summary>The words of the open question; null if there is none.</summary>
    public string? Question { get; init; }

    public BrowserTab Tab { get; init; }

    /// <summary>Why the tab could not be opened.</summary>
    public string? TabProblem { get; init; }

    /// <summary>When this session's last tab was opened, by this sign-in or one before.</summary>
    public DateTimeOffset? TabOpened { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>How many sign-ins in a row have failed (<see cref="ErrorTrait.FailedLogin"/>), up to this one.</summary>
    public int Failures { get; init; }

    /// <summary>Code, message and advice of a failure; null after a success.</summary>
    public (string Code, string Message, string Advice)? Outcome { get; init; }

    /// <summary>AWS has accepted its result; false if AWS could not be asked.</summary>
    public bool IsVerified { get; init; }

    public bool IsRunning => Phase is SignInPhase.Starting or SignInPhase.WaitingForPerson;

    /// <summary>The entry of a sign-in that has failed; counted where a next one would most likely fail the same way.</summary>
    public SignInEntry Failed(SignInPhase phase, KeepaliveException failure, DateTimeOffset ended) => this with
    {
        Phase = phase,
        Ended = ended,
        Outcome = (failure.Code, failure.Message, failure.Advice),
        Failures = phase == SignInPhase.Failed && KeepaliveErrorCode.Has(failure.Code, ErrorTrait.FailedLogin) ? Failures + 1 : Failures,
    };

    /// <summary>Reads an entry; null if the content is not one.</summary>
    public static SignInEntry? Parse(ReadOnlySpan<byte> content) =>
        JsonContent.Read(content) is { } json
        && json.Text("id") is { } id
        && json.Word<SignInPhase>("phase") is { } phase
        && json.Word<SignInFlow>("flow") is { } flow
        && json.Time("started") is { } started
            ? new SignInEntry
            {
                Id = id,
                Phase = phase,
                Flow = flow,
                FlowReason = json.Text("flowReason") ?? string.Empty,
                Started = started,
                WorkerId = int.TryParse(json.Text("workerId"), NumberStyles.None, CultureInfo.InvariantCulture, out int worker) ? worker : 0,
                WorkerStarted = json.Time("workerStarted") ?? started,
                Address = json.Text("address"),
                UserCode = json.Text("userCode"),
                Number = json.Text("number"),
                Asks = json.Text("asks"),
                Question = json.Text("question"),
                Tab = json.Word<BrowserTab>("tab") ?? BrowserTab.NotYet,
                TabProblem = json.Text("tabProblem"),
                TabOpened = json.Time("tabOpened"),
                Ended = json.Time("ended"),
                Failures = int.TryParse(json.Text("failures"), NumberStyles.None, CultureInfo.InvariantCulture, out int failures) ? failures : 0,
                IsVerified = json.Text("verified") is not null,
                Outcome = json.Text("outcome") is { } code ? (code, json.Text("message") ?? code, json.Text("advice") ?? string.Empty) : null,
            }
            : null;

    /// <summary>Fields are added, never renamed: another version of this program may be watching.</summary>
    public byte[] ToUtf8()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["phase"] = Phase.ToString(),
            ["flow"] = Flow.ToString(),
            ["flowReason"] = FlowReason,
            ["started"] = Timestamp.Format(Started),
            ["workerId"] = WorkerId.ToString(CultureInfo.InvariantCulture),
            ["workerStarted"] = Timestamp.Format(WorkerStarted),
            ["address"] = Address,
            ["userCode"] = UserCode,
            ["number"] = Number,
            ["asks"] = Asks,
            ["question"] = Question,
            ["tab"] = Tab.ToString(),
            ["tabProblem"] = TabProblem,
            ["tabOpened"] = TabOpened is { } opened ? Timestamp.Format(opened) : null,
            ["ended"] = Ended is { } ended ? Timestamp.Format(ended) : null,
            ["failures"] = Failures.ToString(CultureInfo.InvariantCulture),
            ["verified"] = IsVerified ? "yes" : null,
            ["outcome"] = Outcome?.Code,
            ["message"] = Outcome?.Message,
            ["advice"] = Outcome?.Advice,
        };
        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}

/// <summary>The ways to sign in.</summary>
public enum SignInFlow
{
    /// <summary>Authorization code with PKCE: a browser on this machine brings the answer to a loopback port (RFC 7636, RFC 8252).</summary>
    AuthorizationCode,

    /// <summary>Device code: any browser, on any machine, and a short code to compare (RFC 8628).</summary>
    DeviceCode,

    /// <summary>Authorization code that a person pastes: the browser may be on any machine (<c>aws login --remote</c>).</summary>
    PastedCode,

    /// <summary>An automatic login: a command that asks no person at this keyboard.</summary>
    Command,

    /// <summary>The refresh token of the sign-in session, which needs no person.</summary>
    RefreshToken,
}
