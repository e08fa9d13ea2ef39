using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>What can be tried, the cheapest first, and what is to be said when it has not helped.</summary>
/// <param name="Steps">The steps; empty where only a person can go on.</param>
/// <param name="Reason">Why the session is not good.</param>
/// <param name="LoginCommand">What a person runs to sign in; null where nobody has said.</param>
internal sealed record RecoveryPlan(IReadOnlyList<RecoveryStep> Steps, KeepaliveException Reason, string? LoginCommand)
{
    /// <summary>The end of it: the last failure, else the reason, with the next step.</summary>
    /// <param name="failure">What became of the last step; null when none was tried.</param>
    public KeepaliveException Failure(KeepaliveException? failure)
    {
        KeepaliveException last = failure ?? Reason;
        return LoginCommand is not null && (failure is not null || KeepaliveErrorCode.Has(last.Code, ErrorTrait.ByLogin) || last.Code == KeepaliveErrorCode.CredentialRevoked)
            ? last.Advise($"Sign in with: {LoginCommand} (inside Claude Code: ! {LoginCommand}).")
            : last;
    }
}

/// <summary>One way to make a session good again that takes a worker.</summary>
/// <param name="Way">What it is.</param>
/// <param name="Verb">The worker.</param>
/// <param name="Profile">The profile that the worker serves.</param>
/// <param name="Place">Where all meet that want it.</param>
/// <param name="Options">How.</param>
/// <param name="Rehearsed">What it would do, as a sentence.</param>
internal sealed record RecoveryStep(RefreshWay Way, string Verb, string Profile, WorkerPaths Place, SignInOptions Options, string Rehearsed)
{
    /// <summary>What is done before the worker is started; null for nothing.</summary>
    public Action? Prepare { get; init; }
}
