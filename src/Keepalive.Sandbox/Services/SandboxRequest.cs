using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Keepalive.Sandbox.Services;

/// <summary>A request read to its end: later steps neither wait nor touch the connection.</summary>
internal sealed class SandboxRequest
{
    private readonly Dictionary<string, StringValues> _parameters = new(StringComparer.Ordinal);

    private SandboxRequest(HttpContext context, byte[] body)
    {
        Method = context.Request.Method;
        Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // A copy: the server takes its own back when the request ends, and the log keeps this one.
        Headers = new Dictionary<string, StringValues>(context.Request.Headers, StringComparer.OrdinalIgnoreCase);
        Body = body;
        Operation = Routes.Find(Method, context.Request.Path.Value ?? "/");
        Merge(QueryHelpers.ParseQuery(context.Request.QueryString.Value));
        if (Routes.ProtocolOf(Operation) is ServiceProtocol.Oidc or ServiceProtocol.SignIn)
        {
            IsWellFormed = MergeJson();
        }
        else if (Method == HttpMethods.Post && body.Length > 0 && Routes.ProtocolOf(Operation) != ServiceProtocol.Bedrock)
        {
            Merge(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)));
        }

        if (Operation == SandboxOperation.Unknown && Method == HttpMethods.Post && context.Request.Path == "/")
        {
            Operation = Routes.FindAction(this["Action"]);
            IsQueryProtocol = true;
        }
    }

    public SandboxOperation Operation { get; }

    public string Method { get; }

    public string Target { get; }

    public IReadOnlyDictionary<string, StringValues> Headers { get; }

    public byte[] Body { get; }

    /// <summary>False when a JSON body was due and something else came.</summary>
    public bool IsWellFormed { get; } = true;

    /// <summary>It came the way of STS, so errors go back as XML even if the action is unknown.</summary>
    public bool IsQueryProtocol { get; }

    /// <summary>A parameter; null when absent or empty.</summary>
    public string? this[string name] => Values(name) is [{ Length: > 0 } value, ..] ? value : null;

    public StringValues Values(string name) => _parameters.GetValueOrDefault(name);

    /// <summary>A list of strings; null when absent.</summary>
    public IReadOnlyList<string>? List(string name) => _parameters.TryGetValue(name, out StringValues values) ? [.. values.OfType<string>()] : null;

    public string? Header(string name) => Headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    public static async Task<SandboxRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new SandboxRequest(context, body.ToArray());
    }

    private void Merge(Dictionary<string, StringValues> values)
    {
        foreach ((string name, StringValues value) in values)
        {
            _parameters[name] = value;
        }
    }

    private bool MergeJson()
    {
        try
        {
            if (JsonNode.Parse(Body) is not JsonObject document)
            {
                return false;
            }

            foreach ((string name, JsonNode? node) in document)
            {
                _parameters[name] = node switch
                {
                    null => StringValues.Empty,
                    JsonArray list => new StringValues([.. list.Select(item => item?.GetValue<string>())]),
                    _ => node.GetValue<string>(),
                };
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
