using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Tests.Support;

/// <summary>A server of its own for every test, and a plain HTTP client.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    public const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
    public static readonly XNamespace Sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    protected SandboxServer Server { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected SandboxClock Clock => (SandboxClock)Server.Options.Clock;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected virtual SandboxOptions MakeOptions() => new();

    public async ValueTask InitializeAsync()
    {
        Server = await SandboxServer.StartAsync(MakeOptions(), Cancelled);
        Http = Server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<Answer> PostAsync(string path, JsonObject body) => await Answer.ReadAsync(await Http.PostAsJsonAsync(path, body, Cancelled));

    protected async Task<Answer> GetAsync(string path, string? accessToken = null) => await SendAsync(HttpMethod.Get, path, accessToken);

    protected async Task<Answer> SendAsync(HttpMethod method, string path, string? accessToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accessToken is not null)
        {
            request.Headers.Add("x-amz-sso_bearer_token", accessToken);
        }

        return await Answer.ReadAsync(await Http.SendAsync(request, Cancelled));
    }

    /// <summary>An unsigned call to STS.</summary>
    protected async Task<Answer> StsAsync(string action, params (string Name, string Value)[] parameters)
    {
        using var body = new FormUrlEncodedContent(
            parameters.Prepend(("Version", "2011-06-15")).Prepend(("Action", action)).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
        return await Answer.ReadAsync(await Http.PostAsync("/", body, Cancelled));
    }

    protected async Task<Client> RegisterAsync(string[]? redirectUris = null, string[]? grantTypes = null, string[]? scopes = null)
    {
        var body = new JsonObject
        {
            ["clientName"] = "test",
            ["clientType"] = "public",
            ["scopes"] = List(scopes ?? ["sso:account:access"]),
        };
        if (redirectUris is not null)
        {
            body["redirectUris"] = List(redirectUris);
        }

        if (grantTypes is not null)
        {
            body["grantTypes"] = List(grantTypes);
        }

        Answer answer = await PostAsync("/client/register", body);
        Assert.Equal(200, answer.Status);
        return new Client(answer["clientId"], answer["clientSecret"]);
    }

    protected Task<Client> RegisterForBrowserAsync(string redirectUri = "http://127.0.0.1/oauth/callback") =>
        RegisterAsync([redirectUri], ["authorization_code", "refresh_token"]);

    protected async Task<Answer> TokenAsync(Client client, string grantType, params (string Name, string Value)[] more)
    {
        var body = new JsonObject { ["clientId"] = client.Id, ["clientSecret"] = client.Secret, ["grantType"] = grantType };
        foreach ((string name, string value) in more)
        {
            body[name] = value;
        }

        return await PostAsync("/token", body);
    }

    protected static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}

public sealed record Client(string Id, string Secret);
