using Keepalive.Workers;

namespace Keepalive.Sessions;

/// <summary>The steps that can make a session valid, the cheapest first, and the error if they fail.</summary>
/// <param name="Steps">The steps; empty if only a person can sign in.</param>
/// <param name="Reason">The reason why the session is not valid.</param>
/// <param name="LoginCommand">The command with which a person signs in; null if it is not set.</param>
internal sealed record RecoveryPlan(IReadOnlyList<RecoveryStep> Steps, KeepaliveException Reason, string? LoginCommand)
{
    /// <summary>Returns the error of the plan: the last failure, otherwise the reason, with the next step.</summary>
    /// <param name="failure">The failure of the last step; null if no step was tried.</param>
    public KeepaliveException Failure(KeepaliveException? failure)
    {
        KeepaliveException last = failure ?? Reason;
        return LoginCommand is not null && (failure is not null || KeepaliveErrorCode.Has(last.Code, ErrorTrait.ByLogin) || last.Code == KeepaliveErrorCode.CredentialRevoked)
            ? last.Advise($"Sign in with: {LoginCommand} (inside Claude Code: ! {LoginCommand}).")
            : last;
    }
}

/// <summary>One way to make a session valid again, with a worker.</summary>
/// <param name="Way">The way.</param>
/// <param name="Verb">The verb of the worker.</param>
/// <param name="Profile">The profile of the worker.</param>
/// <param name="Place">The files that all callers of this step share.</param>
/// <param name="Options">The options of the worker.</param>
/// <param name="Rehearsed">The sentence of a rehearsal about this step.</param>
internal sealed record RecoveryStep(RefreshWay Way, string Verb, string Profile, WorkerPaths Place, SignInOptions Options, string Rehearsed)
{
    /// <summary>It follows the step before it only if that step has ended well.</summary>
    public bool Continues { get; init; }

    /// <summary>An action before the start of the worker; null for none.</summary>
    public Action? Prepare { get; init; }
}
