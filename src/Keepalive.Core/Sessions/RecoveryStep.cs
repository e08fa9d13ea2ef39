using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Sessions;

/// <summary>One way to make a session good again that takes a worker.</summary>
/// <param name="Way">What it is.</param>
/// <param name="Verb">The worker.</param>
/// <param name="Profile">The profile that the worker serves.</param>
/// <param name="Place">Where all meet that want it.</param>
/// <param name="Options">How.</param>
/// <param name="Rehearsed">What it would do, as a sentence.</param>
internal sealed record RecoveryStep(RefreshWay Way, string Verb, string Profile, SignInPlace Place, SignInOptions Options, string Rehearsed)
{
    /// <summary>What is done before the worker is started; null for nothing.</summary>
    public Action? Prepare { get; init; }
}
