namespace Keepalive.Workers;

/// <summary>How far a sign-in is.</summary>
public enum SignInPhase
{
    /// <summary>Its worker runs; there is nothing to show yet.</summary>
    Starting,

    /// <summary>Address and code are there; a person has to approve.</summary>
    WaitingForPerson,

    /// <summary>The token is written.</summary>
    Succeeded,

    /// <summary>It was refused, or something went wrong.</summary>
    Failed,

    /// <summary>It was not completed in time, or its worker was stopped.</summary>
    Abandoned,
}

/// <summary>The state of the browser tab.</summary>
public enum BrowserTab
{
    /// <summary>Not opened yet.</summary>
    NotYet,

    /// <summary>Opened.</summary>
    Opened,

    /// <summary>Not opened: not wanted, or this machine has no browser.</summary>
    NotWanted,

    /// <summary>Not opened: a tab of this session was opened less than five minutes ago.</summary>
    OpenedBefore,

    /// <summary>It could not be opened.</summary>
    Failed,
}
