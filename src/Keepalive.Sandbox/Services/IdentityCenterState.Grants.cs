using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Sandbox.Services;

/// <content>From registration to tokens: RFC 6749, 7636 and 8628 as sso-oidc has them.</content>
public sealed partial class IdentityCenterState
{
    private static readonly TimeSpan s_slowDownStep = TimeSpan.FromSeconds(5);

    /// <summary>A client that waits the interval exactly must not be told off for the rounding of two clocks.</summary>
    private static readonly TimeSpan s_pollingLeeway = TimeSpan.FromMilliseconds(250);

    internal ClientRegistration Register(IReadOnlyList<string> scopes, IReadOnlyList<string> redirectUris, IReadOnlyList<string>? grantTypes)
    {
        DateTimeOffset now = _options.Now;
        var client = new ClientRegistration(Secrets.New("sandboxClient"), Secrets.New("sandboxClientSecret"), now, scopes, redirectUris, grantTypes)
        {
            ExpiresAt = now + _options.RegistrationLifetime,
        };
        lock (_gate)
        {
            _clients.Add(client.Id, client);
        }

        return client;
    }

    /// <summary>Null when unknown or expired.</summary>
    internal ClientRegistration? FindClient(string? clientId)
    {
        lock (_gate)
        {
            return clientId is not null && _clients.TryGetValue(clientId, out ClientRegistration? client) && client.ExpiresAt > _options.Now ? client : null;
        }
    }

    internal string NewCode(ClientRegistration client, string redirectUri, string codeChallenge)
    {
        string code = Secrets.New("sandboxCode");
        lock (_gate)
        {
            _codes.Add(code, new AuthorizationGrant(client.Id, redirectUri, codeChallenge, _options.Now + _options.AuthorizationCodeLifetime));
        }

        return code;
    }

    internal DeviceGrant NewDevice(ClientRegistration client)
    {
        var device = new DeviceGrant(client.Id, Secrets.New("sandboxDevice"), Secrets.UserCode(), _options.Now + _options.DeviceCodeLifetime)
        {
            Interval = _options.DeviceInterval ?? TimeSpan.FromSeconds(5),
        };
        lock (_gate)
        {
            _devices.Add(device.DeviceCode, device);
        }

        return device;
    }

    internal TokenSet RedeemCode(ClientRegistration client, string code, string redirectUri, string codeVerifier)
    {
        lock (_gate)
        {
            // Gone with the first attempt, whatever becomes of it (RFC 6749, 4.1.2).
            if (!_codes.Remove(code, out AuthorizationGrant? grant) || grant.ClientId != client.Id || grant.ExpiresAt <= _options.Now
                || grant.RedirectUri != redirectUri || !Secrets.AreEqual(grant.CodeChallenge, Challenge(codeVerifier)))
            {
                throw new ServiceErrorException("InvalidGrantException", "Invalid grant provided");
            }

            return Issue(client, new SignInSession());
        }
    }

    internal TokenSet RedeemDevice(ClientRegistration client, string deviceCode)
    {
        lock (_gate)
        {
            if (!_devices.TryGetValue(deviceCode, out DeviceGrant? device) || device.ClientId != client.Id || device.IsSpent)
            {
                throw new ServiceErrorException("InvalidGrantException", "Invalid device code provided");
            }

            DateTimeOffset now = _options.Now;
            DateTimeOffset? lastPoll = device.LastPoll;
            device.LastPoll = now;
            if (device.ExpiresAt <= now)
            {
                throw new ServiceErrorException("ExpiredTokenException", "Device code has expired");
            }

            if (now - lastPoll < device.Interval - s_pollingLeeway)
            {
                // RFC 8628, 3.5: this and all later intervals grow by five seconds.
                device.Interval += s_slowDownStep;
                throw new ServiceErrorException("SlowDownException", "Polled faster than the interval");
            }

            switch (device.Approved)
            {
                case null:
                    throw new ServiceErrorException("AuthorizationPendingException", "Waiting for the person to approve");
                case false:
                    throw new ServiceErrorException("AccessDeniedException", "The person has refused");
            }

            device.IsSpent = true;
            return Issue(client, new SignInSession());
        }
    }

    internal TokenSet Refresh(ClientRegistration client, string refreshToken)
    {
        lock (_gate)
        {
            if (!_refreshTokens.TryGetValue(refreshToken, out RefreshToken? token) || token.ClientId != client.Id || token.Session.HasEnded)
            {
                throw new ServiceErrorException("InvalidGrantException", "Invalid refresh token provided");
            }

            if (token.ExpiresAt <= _options.Now)
            {
                throw new ServiceErrorException("ExpiredTokenException", "The refresh token has expired");
            }

            if (_options.OmitRefreshTokenOnRefresh)
            {
                return Issue(client, token.Session, withRefreshToken: false);
            }

            if (!_options.RotateRefreshTokens)
            {
                return Issue(client, token.Session, withRefreshToken: false) with { RefreshToken = refreshToken };
            }

            _refreshTokens.Remove(refreshToken);
            return Issue(client, token.Session);
        }
    }

    private TokenSet Issue(ClientRegistration client, SignInSession session, bool withRefreshToken = true)
    {
        DateTimeOffset now = _options.Now;
        string accessToken = Secrets.New("aoaSandbox");
        var issued = new AccessToken(session, now + _options.AccessTokenLifetime);
        _accessTokens.Add(accessToken, issued);
        string? refreshToken = null;
        if (withRefreshToken && client.GetsRefreshToken)
        {
            refreshToken = Secrets.New("aorSandbox");
            _refreshTokens.Add(refreshToken, new RefreshToken(client.Id, session, now + _options.RefreshTokenLifetime));
        }

        return new TokenSet(accessToken, refreshToken, issued.ExpiresAt, (int)_options.AccessTokenLifetime.TotalSeconds);
    }

    private static string Challenge(string codeVerifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(codeVerifier)));
}
