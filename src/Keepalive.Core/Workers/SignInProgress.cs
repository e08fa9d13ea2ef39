namespace Keepalive.Workers;

/// <summary>How a sign-in stands, for the person who has to do something. Holds no secret.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="Flow">The flow.</param>
/// <param name="FlowReason">Why this flow, as a phrase.</param>
/// <param name="Address">What to open; null while there is none.</param>
/// <param name="UserCode">What to compare or type; null with an authorization code.</param>
/// <param name="Tab">What has become of the browser tab.</param>
/// <param name="TabProblem">Why it could not be opened.</param>
/// <param name="TimeLeft">The time until the sign-in expires.</param>
/// <param name="IsJoined">Another process began it.</param>
public sealed record SignInProgress(
    SignInPhase Phase,
    SignInFlow Flow,
    string FlowReason,
    string? Address,
    string? UserCode,
    BrowserTab Tab,
    string? TabProblem,
    TimeSpan TimeLeft,
    bool IsJoined)
{
    /// <summary>The number or code that a person must pick on another device; null if there is none.</summary>
    public string? Number { get; init; }

    /// <summary>The session or profile that is signed in.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The kind of answer that a person is asked for, as a noun: "code", "password"; null if there is no open question.</summary>
    public string? Asks { get; init; }

    /// <summary>The words of the open question; null if there is none.</summary>
    public string? Question { get; init; }

    /// <summary>A sign-in in another way, which was pending, was cancelled for it.</summary>
    public bool HasReplaced { get; init; }
}

/// <summary>A sign-in that holds.</summary>
/// <param name="Session">The session, as a person calls it.</param>
/// <param name="Expires">The access token's end, UTC.</param>
/// <param name="WasGood">Nothing was to be done: the token was good already.</param>
public sealed record SignInResult(string Session, DateTimeOffset Expires, bool WasGood)
{
    /// <summary>The same in a sentence.</summary>
    public string Sentence => WasGood
        ? $"Already signed in to '{Session}'. The token is valid until {Timestamp.Format(Expires)}. To sign in anyway, add --force (-Force)."
        : $"Signed in to '{Session}'. The token is valid until {Timestamp.Format(Expires)}.";
}
