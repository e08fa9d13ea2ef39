using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>The client's calls to Bedrock and STS.</summary>
internal sealed class AwsCalls(Func<string, string?> variable, TimeProvider clock) : IDisposable
{
    private const string Model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    private string Region => variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION") ?? "us-east-1";

    /// <summary>One request of a turn: its status, and the text or the kind of the error.</summary>
    public async Task<ModelAnswer> InvokeAsync(string prompt, int maximumTokens, ClientKey key, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["anthropic_version"] = "bedrock-2023-05-31",
            ["max_tokens"] = maximumTokens,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
        }.ToJsonString());
        string path = $"/model/{Uri.EscapeDataString(Model)}/invoke-with-response-stream";
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, "bedrock", path, body, "application/json", key, cancellationToken);
        byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? ReadStream(answer)
            : new ModelAnswer((int)response.StatusCode, "", ErrorOf(response), MessageOf(answer));
    }

    public async Task<int> ListInferenceProfilesAsync(ClientKey key, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, "bedrock", "/inference-profiles", [], null, key, cancellationToken);
        return (int)response.StatusCode;
    }

    /// <summary>GetCallerIdentity; every error means no.</summary>
    public async Task<bool> IsIdentityGoodAsync(ClientKey key, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.UTF8.GetBytes("Action=GetCallerIdentity&Version=2011-06-15");
        try
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Post, "sts", "/", body, "application/x-www-form-urlencoded", key, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string service, string path, byte[] body, string? contentType, ClientKey key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(Endpoint(service) + path));
        if (contentType is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        RequestSigner.Sign(request, body, key, service, Region, clock.GetUtcNow());
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Loopback alone: what has no endpoint of its own is never asked for at AWS.</summary>
    private string Endpoint(string service) => (service == "sts" ? variable("AWS_ENDPOINT_URL_STS") : variable("ANTHROPIC_BEDROCK_BASE_URL"))
        ?? variable("AWS_ENDPOINT_URL") ?? throw new InvalidOperationException($"No variable tells where {service} is served.");

    private static ModelAnswer ReadStream(byte[] stream)
    {
        var text = new StringBuilder();
        foreach (EventStreamMessage message in EventStream.Read(stream))
        {
            if (message.Headers.TryGetValue(":exception-type", out string? exception))
            {
                return new ModelAnswer(200, "", exception, MessageOf(message.Payload));
            }

            JsonNode? wrapped = JsonNode.Parse(message.Payload)?["bytes"];
            JsonNode? modelEvent = wrapped is null ? null : JsonNode.Parse(Convert.FromBase64String(wrapped.GetValue<string>()));
            text.Append(modelEvent?["delta"]?["text"]?.GetValue<string>());
        }

        return new ModelAnswer(200, text.ToString(), null, null);
    }

    private static string? ErrorOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-amzn-ErrorType", out IEnumerable<string>? values) ? values.First().Split(':')[0] : null;

    private static string? MessageOf(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body)?["message"]?.GetValue<string>();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The result of one request to the model.</summary>
internal sealed record ModelAnswer(int Status, string Text, string? Error, string? Message)
{
    public bool IsGood => Status == 200 && Error is null;

    /// <summary>The kinds of 403 after which the client drops its keys and asks for others.</summary>
    public bool IsDeadKey => Status == 403 && Error is "ExpiredTokenException" or "ExpiredToken" or "UnrecognizedClientException" or "InvalidSignatureException";
}
