using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Keepalive.IdentityCenter;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Testing;

/// <summary>IAM Identity Center in memory, as a sign-in sees it. It checks verifiers and redirect URIs, and takes a code once.</summary>
internal sealed class FakeSignInService : ISignInService
{
    private static int s_number;

    private readonly ConcurrentDictionary<string, (string Challenge, string RedirectUri)> _codes = new();

    /// <summary>A session that it serves.</summary>
    public static SsoSession Session { get; } = new("my-sso", "https://d-1234567890.awsapps.com/start", "eu-central-1", ["sso:account:access"]);

    public Uri AuthorizationEndpoint { get; init; } = new("https://oidc.eu-central-1.amazonaws.com/authorize");

    public Uri VerificationUri { get; init; } = new("https://device.sso.eu-central-1.amazonaws.com/");

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public TimeSpan RegistrationLifetime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The page with the code in it; below <see cref="VerificationUri"/> when not told.</summary>
    public Uri? VerificationUriComplete { get; init; }

    public TimeSpan DeviceLifetime { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan DeviceInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The answer to the poll of that number, counted from 1.</summary>
    public Func<int, SignInAnswer> AnswerDevice { get; init; } = _ => SignInAnswer.Pending;

    /// <summary>Fails any call that it is told the name of, by throwing.</summary>
    public Action<string, ClientRegistration?> Calling { get; init; } = (_, _) => { };

    public ConcurrentQueue<string> Calls { get; } = [];

    public ConcurrentQueue<string> LoggedOut { get; } = [];

    public int Count(string call) => Calls.Count(name => name == call);

    public static TokenAnswer NewToken()
    {
        int number = Interlocked.Increment(ref s_number);
        return new TokenAnswer($"access-token-{number}", TimeSpan.FromHours(1), $"refresh-token-{number}");
    }

    /// <summary>What the page does when the person approves: the address that the browser is sent to.</summary>
    public Uri Approve(Uri page)
    {
        Dictionary<string, string> query = Query(page);
        string code = $"code-{Guid.NewGuid():N}";
        _codes[code] = (query["code_challenge"], query["redirect_uri"]);
        return new Uri($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"])}");
    }

    public static Dictionary<string, string> Query(Uri page) => page.Query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    public Task<ClientRegistration> RegisterClientAsync(SsoSession session, SignInFlow flow, CancellationToken cancellationToken)
    {
        Call("register", null);
        return Task.FromResult(new ClientRegistration($"client-{Count("register")}-{flow}", "client-secret", Clock.GetUtcNow() + RegistrationLifetime));
    }

    public Task<DeviceAuthorization> StartDeviceAuthorizationAsync(SsoSession session, ClientRegistration registration, CancellationToken cancellationToken)
    {
        Call("device", registration);
        return Task.FromResult(new DeviceAuthorization(
            "device-code-secret", "ABCD-EFGH", VerificationUri, VerificationUriComplete ?? new Uri(VerificationUri, "?user_code=ABCD-EFGH"), DeviceLifetime, DeviceInterval));
    }

    public Task<SignInAnswer> CreateTokenWithCodeAsync(SsoSession session, ClientRegistration registration, AuthorizationCode code, CancellationToken cancellationToken)
    {
        Call("code", registration);
        string challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(code.Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return Task.FromResult(_codes.TryRemove(code.Code, out var issued) && issued == (challenge, code.RedirectUri.AbsoluteUri)
            ? SignInAnswer.Of(NewToken())
            : SignInAnswer.Expired);
    }

    public Task<SignInAnswer> CreateTokenWithDeviceCodeAsync(SsoSession session, ClientRegistration registration, string deviceCode, CancellationToken cancellationToken)
    {
        Call("poll", registration);
        return Task.FromResult(AnswerDevice(Count("poll")));
    }

    public Task LogoutAsync(SsoSession session, string accessToken, CancellationToken cancellationToken)
    {
        Call("logout", null);
        LoggedOut.Enqueue(accessToken);
        return Task.CompletedTask;
    }

    private void Call(string name, ClientRegistration? registration)
    {
        Calls.Enqueue(name);
        Calling(name, registration);
    }
}
