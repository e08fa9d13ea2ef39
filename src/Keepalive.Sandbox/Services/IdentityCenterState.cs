namespace Keepalive.Sandbox.Services;

/// <summary>Clients, codes and tokens of the stand-in for IAM Identity Center. One lock: every operation is whole.</summary>
public sealed partial class IdentityCenterState
{
    private static readonly string[] s_everyGrant = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken, GrantTypes.DeviceCode];

    private readonly SandboxOptions _options;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClientRegistration> _clients = [];
    private readonly Dictionary<string, AuthorizationGrant> _codes = [];
    private readonly Dictionary<string, DeviceGrant> _devices = [];
    private readonly Dictionary<string, AccessToken> _accessTokens = [];
    private readonly Dictionary<string, RefreshToken> _refreshTokens = [];

    internal IdentityCenterState(SandboxOptions options) => _options = options;

    /// <summary>The refresh tokens that would be accepted now. After any number of rotations a session has exactly one.</summary>
    public IReadOnlyList<string> LiveRefreshTokens
    {
        get
        {
            lock (_gate)
            {
                return [.. _refreshTokens.Where(token => IsAlive(token.Value.Session, token.Value.ExpiresAt)).Select(token => token.Key)];
            }
        }
    }

    /// <summary>The codes that device sign-ins wait with for a person.</summary>
    public IReadOnlyList<string> WaitingUserCodes
    {
        get
        {
            lock (_gate)
            {
                return [.. _devices.Values.Where(device => device.Approved is null && device.ExpiresAt > _options.Now).Select(device => device.UserCode)];
            }
        }
    }

    /// <summary>Signs in without browser and requests: where a test or story begins with a token file on disk.</summary>
    public FinishedSignIn SignIn()
    {
        ClientRegistration client = Register(["sso:account:access"], ["http://127.0.0.1/oauth/callback"], s_everyGrant);
        lock (_gate)
        {
            TokenSet tokens = Issue(client, new SignInSession());
            return new FinishedSignIn(tokens.AccessToken, tokens.RefreshToken!, tokens.ExpiresAt, client.Id, client.Secret, client.ExpiresAt);
        }
    }

    /// <summary>Whether the portal would take an access token now.</summary>
    /// <param name="accessToken">The token; null is none.</param>
    public bool Accepts(string? accessToken)
    {
        lock (_gate)
        {
            return accessToken is not null && _accessTokens.TryGetValue(accessToken, out AccessToken? token) && IsAlive(token.Session, token.ExpiresAt);
        }
    }

    /// <summary>Makes the service forget one access or refresh token, as an administrator or a policy does.</summary>
    /// <param name="token">The token.</param>
    /// <returns>False when there was none.</returns>
    public bool Revoke(string token)
    {
        lock (_gate)
        {
            return _accessTokens.Remove(token) | _refreshTokens.Remove(token);
        }
    }

    /// <summary>Ends every session: all access and refresh tokens die.</summary>
    public void RevokeAll()
    {
        lock (_gate)
        {
            _accessTokens.Clear();
            _refreshTokens.Clear();
        }
    }

    /// <summary>Lets a client registration end now.</summary>
    /// <param name="clientId">The client.</param>
    /// <returns>False when there is none.</returns>
    public bool ExpireRegistration(string clientId)
    {
        lock (_gate)
        {
            if (!_clients.TryGetValue(clientId, out ClientRegistration? client))
            {
                return false;
            }

            client.ExpiresAt = _options.Now;
            return true;
        }
    }

    /// <summary>Decides on a device code as the person would on the verification page.</summary>
    /// <param name="userCode">The code the person was shown, with or without its dash.</param>
    /// <param name="approve">False refuses.</param>
    /// <returns>False when no code like that waits.</returns>
    public bool DecideDevice(string userCode, bool approve = true)
    {
        ArgumentNullException.ThrowIfNull(userCode);
        string wanted = userCode.Replace("-", "", StringComparison.Ordinal).Trim();
        lock (_gate)
        {
            DeviceGrant? device = _devices.Values.FirstOrDefault(device => device.Approved is null && device.ExpiresAt > _options.Now
                && device.UserCode.Replace("-", "", StringComparison.Ordinal).Equals(wanted, StringComparison.OrdinalIgnoreCase));
            if (device is null)
            {
                return false;
            }

            device.Approved = approve;
            return true;
        }
    }

    /// <summary>Ends the session a token belongs to, with all its tokens. False when the token is dead already.</summary>
    internal bool EndSessionOf(string? accessToken)
    {
        lock (_gate)
        {
            if (!Accepts(accessToken))
            {
                return false;
            }

            _accessTokens[accessToken!].Session.HasEnded = true;
            return true;
        }
    }

    private bool IsAlive(SignInSession session, DateTimeOffset expiresAt) => !session.HasEnded && expiresAt > _options.Now;
}
