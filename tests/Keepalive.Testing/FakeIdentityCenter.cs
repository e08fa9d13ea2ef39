using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;

namespace Keepalive.Testing;

/// <summary>
/// A service with single-use refresh tokens, in memory: each renewal gives the next generation, and a refresh token that
/// comes twice is refused, as by the real one.
/// </summary>
internal sealed class FakeIdentityCenter(TimeProvider clock) : IIdentityCenter
{
    private readonly Lock _lock = new();
    private int _generation = 1;

    public int Refreshes { get; private set; }

    public int RoleCalls { get; private set; }

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether a renewal gives a new refresh token.</summary>
    public bool Rotates { get; set; } = true;

    /// <summary>Called instead of an answer to a renewal.</summary>
    public Func<KeepaliveException?>? OnRefresh { get; set; }

    /// <summary>Called instead of an answer with a role.</summary>
    public Func<SsoToken, KeepaliveException?>? OnRole { get; set; }

    public static string RefreshToken(int generation) => $"refresh-{generation}";

    /// <summary>The limit of the last renewal.</summary>
    public Deadline? LastDeadline { get; private set; }

    public async Task<TokenAnswer> RefreshAsync(SsoToken token, Deadline deadline, CancellationToken cancellationToken)
    {
        LastDeadline = deadline;
        await Task.Yield();
        lock (_lock)
        {
            Refreshes++;
            if (OnRefresh?.Invoke() is { } fault)
            {
                throw fault;
            }

            // As a request that is broken off: the service has had it, or has not.
            cancellationToken.ThrowIfCancellationRequested();
            if (token.RefreshToken != RefreshToken(_generation))
            {
                throw KeepaliveErrors.SignedOut("corp", token.Expires);
            }

            if (Rotates)
            {
                _generation++;
            }

            return new TokenAnswer($"access-{Refreshes + 1}", TokenLifetime, Rotates ? RefreshToken(_generation) : null);
        }
    }

    public async Task<RoleCredential> GetRoleCredentialAsync(SsoToken token, SsoRole role, Deadline deadline, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_lock)
        {
            RoleCalls++;
            return OnRole?.Invoke(token) is { } fault
                ? throw fault
                : new RoleCredential($"ASIAROLE{RoleCalls:000000000000}", $"secret{RoleCalls}", $"token{RoleCalls}", clock.GetUtcNow().AddHours(1));
        }
    }
}
