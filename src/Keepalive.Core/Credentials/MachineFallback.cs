using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;

namespace Keepalive.Credentials;

/// <summary>The container or instance as the last source of a caller who has set no profile: the end of the chain of all AWS SDKs.</summary>
/// <param name="machine">Asks the container or the instance.</param>
/// <param name="trace">Records the steps; null: not needed.</param>
internal sealed class MachineFallback(MachineCredentials machine, ResolutionTrace? trace)
{
    /// <summary>The container or instance that gives the credential, because the caller has set no profile and <c>default</c> has no source; null if none may be asked.</summary>
    /// <param name="choice">The profile.</param>
    /// <param name="nothing">The error without it.</param>
    public string? Find(ProfileChoice choice, KeepaliveException nothing) =>
        !choice.IsNamed && nothing.Code is KeepaliveErrorCode.ProfileNotFound or KeepaliveErrorCode.CredentialNotFound && nothing.Target == choice.Name ? machine.Default : null;

    /// <summary>
    /// Asks it. A container is asked because its variables are set. Whether this is an instance is only told by its answer, so without one the first error counts.
    /// </summary>
    /// <exception cref="KeepaliveException"><paramref name="nothing"/>, or the fault of the container.</exception>
    public async ValueTask<AwsCredential> GetAsync(string source, KeepaliveException nothing, Func<CredentialRequest> request, CancellationToken cancellationToken)
    {
        if (source == MachineCredentials.Instance && machine.LastFailure(source, nothing.Target!) is not null)
        {
            throw nothing;
        }

        trace?.AsksMachine();
        try
        {
            AwsCredential credential = await machine.GetAsync(source, request(), cancellationToken).ConfigureAwait(false);
            trace?.AnsweredMachine(credential);
            return credential;
        }
        catch (KeepaliveException exception) when (source == MachineCredentials.Instance && exception.Code == KeepaliveErrorCode.MachineCredentialMissing)
        {
            throw nothing;
        }
    }
}
