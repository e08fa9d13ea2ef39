using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Json;
using Keepalive.Platform.Time;

namespace Keepalive.ConsoleLogin;

/// <summary>The sign-in service over the wire: two JSON calls with a DPoP proof. No client of the SDK for .NET speaks them.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="profile">The profile in use; its endpoints and bundles count.</param>
/// <param name="clock">The time.</param>
internal sealed class ConsoleSignInClient(SystemEnvironment environment, AwsProfile? profile, AwsClock clock) : IConsoleSignIn
{
    private readonly RetryPolicy _retries = new(clock.Machine);
    private readonly ProofTime _time = new(environment, clock);

    public Uri Endpoint(string region) => new(SignInHost.Of(environment, profile, region));

    public Task<LoginAnswer> RefreshAsync(LoginToken token, LoginSession session, string region, Deadline deadline) => CreateTokenAsync(
        new JsonObject { ["clientId"] = token.ClientId, ["refreshToken"] = token.RefreshToken, ["grantType"] = "refresh_token" },
        token.DpopKey!, isRefresh: true, session, region, deadline);

    public Task<LoginAnswer> ExchangeCodeAsync(LoginCode code, LoginSession session, string region, Deadline deadline) => CreateTokenAsync(
        new JsonObject
        {
            ["clientId"] = code.ClientId,
            ["grantType"] = "authorization_code",
            ["code"] = code.Code,
            ["codeVerifier"] = code.Verifier,
            ["redirectUri"] = code.RedirectUri.AbsoluteUri,
        },
        code.DpopKey, isRefresh: false, session, region, deadline);

    private async Task<LoginAnswer> CreateTokenAsync(JsonObject input, string dpopKey, bool isRefresh, LoginSession session, string region, Deadline deadline)
    {
        using ECDsa key = DpopProof.ReadKey(dpopKey) ?? throw KeepaliveErrors.SignInRequired(session.DisplayName, "its dpopKey is not a private key on P-256");
        var address = new Uri($"{SignInHost.Of(environment, profile, region)}/v1/token");
        NetworkSettings settings = NetworkSettings.Read(environment, profile, deadline.Require("The call to AWS", session.DisplayName), isPatient: true) with
        {
            ServerTime = new ClockSkewFile(environment, clock.Machine),
        };
        byte[] body = Encoding.UTF8.GetBytes(input.ToJsonString());
        try
        {
            return await _retries.RunAsync(
                stop => SendAsync(settings, address, body, key, session, isRefresh, region, stop), Classify, mayReplay: false, deadline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (CallFailedException failed)
        {
            throw failed.Failure.Error;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    private async Task<LoginAnswer> SendAsync(
        NetworkSettings settings, Uri address, byte[] body, ECDsa key, LoginSession session, bool isRefresh, string region, CancellationToken cancellationToken)
    {
        HttpClient client = AwsHttp.For(settings).Client;
        while (true)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            request.Headers.TryAddWithoutValidation("DPoP", DpopProof.Create(key, address, _time.Now));
            using HttpResponseMessage answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            byte[] text = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                _time.Confirm();
                return LoginAnswerReader.Read(JsonContent.Read(text), session, isRefresh);
            }

            SignInServiceException refused = SignInServiceErrors.Of(answer, JsonContent.Read(text), session, isRefresh, region, clock.GetUtcNow());

            // A refusal for the time comes before the token or the code is looked at: it spends neither.
            if (!refused.MayBeOfTime || !_time.TryCorrect(address, answer))
            {
                throw refused.MayBeOfTime && _time.Ahead(answer) is { } ahead
                    ? new SignInServiceException(refused.Failure with { Error = KeepaliveErrors.SignInClockWrong(session.DisplayName, ahead) }, mayBeOfTime: true)
                    : refused;
            }
        }
    }

    private static CallFailure? Classify(Exception exception) => exception switch
    {
        SignInServiceException answered => answered.Failure,
        NetworkFaultException { Fault: { } fault } => CallFailure.Of(fault),
        _ => null,
    };
}
