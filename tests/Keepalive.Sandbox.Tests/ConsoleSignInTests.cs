using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;

namespace Keepalive.Sandbox.Tests;

/// <summary>The sign-in service of <c>aws login</c>: it takes a refresh token once, with a proof of its key that is right in every part.</summary>
public sealed class ConsoleSignInTests : SandboxTest
{
    private string Address => new Uri(Server.BaseAddress, "v1/token").AbsoluteUri;

    [Fact]
    public async Task A_refresh_brings_the_next_pair_and_spends_the_old_token()
    {
        ConsoleSession session = Server.ConsoleSignIn.SignIn();

        Answer first = await RefreshAsync(session, session.RefreshToken);
        Answer again = await RefreshAsync(session, session.RefreshToken);
        Answer second = await RefreshAsync(session, first["refreshToken"]);

        Assert.Equal((200, 401, 200), (first.Status, again.Status, second.Status));
        Assert.Equal(("AccessDeniedException", "TOKEN_EXPIRED"), (again.ErrorType, again["error"]));
        Assert.Equal([second["refreshToken"]], Server.ConsoleSignIn.LiveRefreshTokens);
        Assert.Equal((900, "aws_sigv4", false), ((int)first.Json["expiresIn"]!, first["tokenType"], first.Json.ContainsKey("idToken")));
    }

    [Theory]
    [InlineData("typ", "JWT")]
    [InlineData("alg", "none")]
    [InlineData("crv", "P-384")]
    [InlineData("x", "AAAA")]
    [InlineData("htm", "GET")]
    [InlineData("htu", "http://127.0.0.1/v1/token")]
    [InlineData("iat", "-600")]
    [InlineData("iat", "600")]
    [InlineData("jti", "")]
    [InlineData("signature", "")]
    [InlineData("d", "AAAA")]
    public async Task A_proof_that_is_wrong_in_one_part_is_refused(string part, string value)
    {
        ConsoleSession session = Server.ConsoleSignIn.SignIn();

        Answer answer = await RefreshAsync(session, session.RefreshToken, part, value);

        Assert.Equal((400, "ValidationException", "INVALID_REQUEST"), (answer.Status, answer.ErrorType, answer["error"]));
        Assert.Equal(200, (await RefreshAsync(session, session.RefreshToken)).Status);
    }

    [Fact]
    public async Task A_proof_counts_once()
    {
        ConsoleSession session = Server.ConsoleSignIn.SignIn();
        string proof = Proof(session.DpopKey);

        Answer first = await SendAsync(session, session.RefreshToken, proof);
        Answer again = await SendAsync(session, first["refreshToken"], proof);

        Assert.Equal((200, 400), (first.Status, again.Status));
    }

    [Fact]
    public async Task A_refresh_token_belongs_to_its_key()
    {
        ConsoleSession session = Server.ConsoleSignIn.SignIn();
        ConsoleSession other = Server.ConsoleSignIn.SignIn();

        Assert.Equal(400, (await SendAsync(session, session.RefreshToken, Proof(other.DpopKey))).Status);
        Assert.Equal(400, (await SendAsync(session, session.RefreshToken, proof: null)).Status);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours()
    {
        ConsoleSession session = Server.ConsoleSignIn.SignIn();
        Clock.Advance(TimeSpan.FromHours(12));

        Assert.Equal(401, (await RefreshAsync(session, session.RefreshToken)).Status);
    }

    [Theory]
    [InlineData("code_challenge_method=S256")]
    [InlineData("client_id=x")]
    [InlineData("redirect_uri=http%3A%2F%2Fexample.com%2Foauth%2Fcallback")]
    [InlineData("scope=email")]
    [InlineData("state=")]
    public async Task A_page_of_another_request_is_refused(string changed)
    {
        string query = "response_type=code&client_id=arn%3Aaws%3Asignin%3A%3A%3Adevtools%2Fsame-device&state=s&code_challenge_method=SHA-256&scope=openid"
            + $"&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Foauth%2Fcallback&code_challenge={new string('a', 43)}";
        string name = changed.Split('=')[0];
        string wrong = string.Join('&', query.Split('&').Select(pair => pair.StartsWith(name + "=", StringComparison.Ordinal) ? changed : pair));

        Assert.Equal((200, 400), ((await GetAsync("/v1/authorize?" + query)).Status, (await GetAsync("/v1/authorize?" + wrong)).Status));
    }

    private Task<Answer> RefreshAsync(ConsoleSession session, string refreshToken, string? part = null, string? value = null) =>
        SendAsync(session, refreshToken, Proof(session.DpopKey, part, value));

    private async Task<Answer> SendAsync(ConsoleSession session, string refreshToken, string? proof)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/token")
        {
            Content = JsonContent.Create(new JsonObject { ["clientId"] = session.ClientId, ["refreshToken"] = refreshToken, ["grantType"] = "refresh_token" }),
        };
        if (proof is not null)
        {
            request.Headers.Add("DPoP", proof);
        }

        return await Answer.ReadAsync(await Http.SendAsync(request, Cancelled));
    }

    /// <summary>A proof; one part of it has another value.</summary>
    private string Proof(string pem, string? part = null, string? value = null)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(pem);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
        var head = new JsonObject { ["typ"] = "dpop+jwt", ["alg"] = "ES256", ["jwk"] = jwk };
        var claims = new JsonObject { ["jti"] = Guid.NewGuid().ToString(), ["htm"] = "POST", ["htu"] = Address, ["iat"] = Clock.GetUtcNow().ToUnixTimeSeconds() };
        if (part == "iat")
        {
            claims[part] = Clock.GetUtcNow().ToUnixTimeSeconds() + long.Parse(value!, CultureInfo.InvariantCulture);
        }
        else if (part is "htm" or "htu" or "jti")
        {
            claims[part] = value;
        }
        else if (part is "typ" or "alg")
        {
            head[part] = value;
        }
        else if (part is "crv" or "x" or "d")
        {
            jwk[part] = value;
        }

        string text = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        byte[] signature = part == "signature" ? new byte[64] : key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }
}
