using Keepalive.Tokens;

namespace Keepalive.IdentityCenter;

/// <summary>The detached process that renews the token of a session of IAM Identity Center.</summary>
internal sealed class SsoTokenWorker(SystemEnvironment environment, SsoSession session, IIdentityCenter center, TimeProvider clock)
{
    private readonly TokenWorker<SsoToken> _worker = new(new SsoTokenKind(environment, session), new SsoTokenKind(environment, session).Renewal(center, clock), clock);

    /// <inheritdoc cref="TokenWorker{TToken}.RunAsync"/>
    public Task RunAsync(bool anew, CancellationToken cancellationToken) => _worker.RunAsync(anew, cancellationToken);
}
