using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Keepalive.Sandbox.Services;

/// <summary>A session of <c>aws login</c> as it is after its sign-in: the values that a client has in its file.</summary>
/// <param name="Key">The keys of the first credential.</param>
/// <param name="RefreshToken">The refresh token.</param>
/// <param name="IdToken">Who has signed in.</param>
/// <param name="ClientId">The client.</param>
/// <param name="DpopKey">The private key, as PEM.</param>
public sealed record ConsoleSession(SandboxKey Key, string RefreshToken, string IdToken, string ClientId, string DpopKey)
{
    /// <summary>The file of the session, as the aws CLI writes it.</summary>
    /// <param name="expires">The end of the credential.</param>
    /// <param name="more">Further members, with a comma before them.</param>
    public string ToFile(DateTimeOffset expires, string more = "") => $$"""
        {
          "accessToken": {"accessKeyId": "{{Key.AccessKeyId}}", "secretAccessKey": "{{Key.SecretAccessKey}}", "sessionToken": "{{Key.SessionToken}}", "accountId": "{{Key.AccountId}}", "expiresAt": "{{expires:yyyy-MM-ddTHH:mm:ssZ}}"},
          "tokenType": "aws_sigv4", "clientId": "{{ClientId}}", "refreshToken": "{{RefreshToken}}", "idToken": "{{IdToken}}",
          "dpopKey": "{{DpopKey.Replace("\n", "\\n", StringComparison.Ordinal)}}"{{more}}
        }
        """;
}

/// <summary>The sessions of <c>aws login</c>: codes that work once, and refresh tokens that rotate and are bound to a DPoP key.</summary>
public sealed class ConsoleSignInState
{
    /// <summary>The client whose browser is on its own machine.</summary>
    public const string SameDevice = "arn:aws:signin:::devtools/same-device";

    /// <summary>The client whose browser is anywhere.</summary>
    public const string OtherDevice = "arn:aws:signin:::devtools/cross-device";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Code> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Grant> _grants = new(StringComparer.Ordinal);
    private readonly SandboxOptions _options;
    private readonly KeyRing _keys;

    internal ConsoleSignInState(SandboxOptions options, KeyRing keys)
    {
        _options = options;
        _keys = keys;
    }

    /// <summary>The refresh tokens that work now.</summary>
    public IReadOnlyList<string> LiveRefreshTokens
    {
        get
        {
            lock (_gate)
            {
                return [.. _grants.Where(grant => grant.Value.Ends > _options.Now).Select(grant => grant.Key)];
            }
        }
    }

    /// <summary>Signs in without a browser.</summary>
    /// <param name="pkcs8">The private key is written as PKCS#8 instead of SEC 1.</param>
    public ConsoleSession SignIn(bool pkcs8 = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        string thumbprint = Base64Url.EncodeToString(SHA256.HashData([.. point.X!, .. point.Y!]));
        string token = Secrets.New("corSandbox/");
        lock (_gate)
        {
            _grants[token] = new Grant(_options.ConsoleIdentity, SameDevice, thumbprint, _options.Now + _options.ConsoleSessionLifetime);
        }

        return new ConsoleSession(
            Issue(_options.ConsoleIdentity), token, IdToken(_options.ConsoleIdentity), SameDevice, (pkcs8 ? key.ExportPkcs8PrivateKeyPem() : key.ExportECPrivateKeyPem()) + "\n");
    }

    /// <summary>Takes the refresh token of a session, as an answer does whose other parts a test writes itself.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The next refresh token, the only one that works now.</returns>
    public string Spend(ConsoleSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        string next = Secrets.New("corSandbox/");
        lock (_gate)
        {
            _grants.Remove(session.RefreshToken, out Grant? grant);
            _grants[next] = grant ?? throw new ArgumentException("Its refresh token is spent.", nameof(session));
        }

        return next;
    }

    /// <summary>Ends all sessions.</summary>
    public void RevokeAll()
    {
        lock (_gate)
        {
            _grants.Clear();
        }
    }

    internal string NewCode(string client, string redirectUri, string challenge)
    {
        string code = Secrets.New("cocSandbox/");
        lock (_gate)
        {
            _codes[code] = new Code(client, redirectUri, challenge, _options.Now + _options.AuthorizationCodeLifetime);
        }

        return code;
    }

    internal JsonObject Redeem(string client, string code, string redirectUri, string verifier, string thumbprint)
    {
        Code? found;
        lock (_gate)
        {
            _codes.Remove(code, out found);
        }

        string challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return found is null || found.Ends <= _options.Now ? throw new ServiceErrorException("AUTHCODE_EXPIRED", "The code has expired or was used")
            : found.Client != client || found.RedirectUri != redirectUri || !Secrets.AreEqual(found.Challenge, challenge) ? throw new ServiceErrorException("INVALID_REQUEST", "The code is for another client")
            : Answer(new Grant(_options.ConsoleIdentity, client, thumbprint, _options.Now + _options.ConsoleSessionLifetime), withIdToken: true);
    }

    internal JsonObject Refresh(string client, string refreshToken, string thumbprint)
    {
        Grant? grant;
        lock (_gate)
        {
            grant = _grants.GetValueOrDefault(refreshToken);
            if (grant is null || grant.Ends <= _options.Now)
            {
                throw new ServiceErrorException("TOKEN_EXPIRED", "The refresh token has expired or was used");
            }

            if (grant.Client != client || grant.Thumbprint != thumbprint)
            {
                throw new ServiceErrorException("INVALID_REQUEST", "The refresh token belongs to another client or key");
            }

            if (_options.RotateRefreshTokens)
            {
                _grants.Remove(refreshToken);
            }
        }

        return Answer(grant, withIdToken: false);
    }

    private JsonObject Answer(Grant grant, bool withIdToken)
    {
        string next = Secrets.New("corSandbox/");
        lock (_gate)
        {
            _grants[next] = grant;
        }

        SandboxKey key = Issue(grant.Arn);
        var answer = new JsonObject
        {
            ["accessToken"] = new JsonObject { ["accessKeyId"] = key.AccessKeyId, ["secretAccessKey"] = key.SecretAccessKey, ["sessionToken"] = key.SessionToken },
            ["tokenType"] = "aws_sigv4",
            ["expiresIn"] = (int)_options.ConsoleCredentialLifetime.TotalSeconds,
            ["refreshToken"] = next,
        };
        if (withIdToken)
        {
            answer["idToken"] = IdToken(grant.Arn);
        }

        return answer;
    }

    private SandboxKey Issue(string arn) => _keys.IssueTemporary(Secrets.StableId("AROA", arn), arn, _options.Now + _options.ConsoleCredentialLifetime);

    private string IdToken(string arn)
    {
        var claims = new JsonObject { ["sub"] = arn, ["session_arn"] = arn, ["iss"] = "https://signin.aws.amazon.com/signin", ["iat"] = _options.Now.ToUnixTimeSeconds() };
        return $"{Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES384"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(96))}";
    }

    private sealed record Code(string Client, string RedirectUri, string Challenge, DateTimeOffset Ends);

    private sealed record Grant(string Arn, string Client, string Thumbprint, DateTimeOffset Ends);
}
