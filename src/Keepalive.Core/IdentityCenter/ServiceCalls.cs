using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Time;

namespace Keepalive.IdentityCenter;

/// <summary>The common part of every call to IAM Identity Center: the address, the connection and the handling of errors.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="profile">The profile in use; its endpoints and bundles count.</param>
/// <param name="session">The session.</param>
/// <param name="clock">The time.</param>
internal sealed class ServiceCalls(SystemEnvironment environment, AwsProfile? profile, SsoSession session, AwsClock clock)
{
    private readonly RetryPolicy _retries = new(clock.Machine);

    public ServiceEndpoint Endpoint(AwsService service) => ServiceEndpoint.Find(environment, profile, service, session.Region);

    /// <param name="deadline">The caller's time.</param>
    /// <param name="isPatient">The answer can't be requested again, so it is awaited until the deadline, not only for the usual time.</param>
    /// <exception cref="KeepaliveException">TimedOut: nothing is left of the deadline.</exception>
    public AwsHttp Http(Deadline deadline, bool isPatient = false) => AwsHttp.For(
        NetworkSettings.Read(environment, profile, deadline.Require("The call to AWS", session.DisplayName), isPatient) with { ServerTime = new ClockSkewFile(environment, clock.Machine) });

    /// <exception cref="KeepaliveException">The designed error of what failed.</exception>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> call, AwsOperation operation, string target, bool mayReplay, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await _retries.RunAsync(
                call, exception => SdkFailures.Classify(exception, operation, target, clock.GetUtcNow()), mayReplay, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (CallFailedException failed)
        {
            throw failed.Failure.Error;
        }
    }
}
