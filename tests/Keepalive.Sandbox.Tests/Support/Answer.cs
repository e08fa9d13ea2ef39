using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Keepalive.Sandbox.Tests.Support;

/// <summary>An HTTP answer read to its end.</summary>
public sealed record Answer(int Status, string Body, string? MediaType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public XElement Xml => XElement.Parse(Body);

    public string? ErrorType => Headers.GetValueOrDefault("x-amzn-ErrorType");

    /// <summary>A string of the JSON body's top level; fails when it is not there.</summary>
    public string this[string name] => Json[name]!.GetValue<string>();

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, headers);
        }
    }
}
