using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Time;
using Keepalive.Tokens;

namespace Keepalive.ConsoleLogin;

/// <summary>Gets the next credential of <c>aws login</c>, in the region of the sign-in.</summary>
internal static class LoginRenewal
{
    /// <summary>The call that renews the credential.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile in use.</param>
    /// <param name="session">Its session.</param>
    /// <param name="service">The service.</param>
    /// <param name="machine">The machine's clock.</param>
    public static Func<LoginToken, Deadline, Task<LoginToken>> Of(
        SystemEnvironment environment, AwsProfile profile, LoginSession session, IConsoleSignIn service, TimeProvider machine) => (token, deadline) =>
        SignInRegions.FirstAsync(SignInRegions.Of(token, profile, environment), region => SuccessorToken.RenewAsync(
            new LoginTokenKind(environment, session),
            token,
            async () => token.Renewed(session, await service.RefreshAsync(token, session, region, deadline).ConfigureAwait(false), region, machine.GetUtcNow()),
            next => token.WithRefreshToken(next, region),
            machine));

    /// <summary>Does the work of the detached process that renews a session.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="profile">The profile, whose endpoints and proxies count.</param>
    /// <param name="session">Its session.</param>
    /// <param name="anew">AWS has refused the credential that is there, however good it looks.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="cancellationToken">Ends the waiting; a call that was made is not given up.</param>
    /// <exception cref="KeepaliveException">The ledger can't be written.</exception>
    public static Task RunWorkerAsync(
        SystemEnvironment environment, AwsProfile profile, LoginSession session, bool anew, TimeProvider clock, CancellationToken cancellationToken) =>
        new TokenWorker<LoginToken>(
            new LoginTokenKind(environment, session),
            Of(environment, profile, session, new ConsoleSignInClient(environment, profile, AwsClock.Read(environment, clock)), clock),
            clock).RunAsync(anew, cancellationToken);
}
