using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Host.Cmdlets;

/// <summary>The name of a cmdlet with the parameters that were given to it. Holds no secret: those are answers to questions.</summary>
internal sealed class CmdletRequest
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _request;
    private readonly JsonObject _parameters;

    private CmdletRequest(JsonObject request, JsonObject parameters)
    {
        _request = request;
        _parameters = parameters;
    }

    /// <summary>The version of the module's half of the conversation.</summary>
    public int Protocol => _request["protocol"] is JsonValue value && value.TryGetValue(out int protocol) ? protocol : 0;

    public string Cmdlet => Text(_request, "cmdlet") ?? string.Empty;

    /// <summary>PowerShell's current folder, which is not that of its process.</summary>
    public string Location => Text(_request, "location") ?? Verbs.WorkingFolder.Current;

    /// <summary>PSHOME.</summary>
    public string? ShellFolder => Text(_request, "shell");

    /// <summary>The name of the host that asks the person; null where there is no person.</summary>
    public string? AskingHost => Text(_request, "asks");

    /// <summary>A person types at PowerShell's own input.</summary>
    public bool HasTerminal => Flag(_request, "terminal");

    public string? Profile => Text("ProfileName");

    /// <summary>Reads a line; null if it is not a request.</summary>
    public static CmdletRequest? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return HasWholeTexts(line) && JsonNode.Parse(line, documentOptions: s_strict) is JsonObject request && request["parameters"] is JsonObject parameters
                ? new CmdletRequest(request, parameters)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public bool Has(string name) => _parameters.ContainsKey(name);

    public bool Flag(string name) => Flag(_parameters, name);

    public string? Text(string name) => Text(_parameters, name);

    public string[] Texts(string name) => _parameters[name] is JsonArray list ? [.. list.Select(static item => item?.ToString() ?? string.Empty)] : [];

    public TimeSpan? Time(string name) => TimeSpan.TryParseExact(Text(name), "c", CultureInfo.InvariantCulture, out TimeSpan time) ? time : null;

    /// <summary>The entries of a table, in order.</summary>
    public List<KeyValuePair<string, string>> Table(string name)
    {
        var entries = new List<KeyValuePair<string, string>>();
        foreach ((string key, JsonNode? value) in _parameters[name] as JsonObject ?? [])
        {
            entries.Add(new(key, value?.ToString() ?? string.Empty));
        }

        return entries;
    }

    /// <summary>Half a character, or bytes that are no UTF-8, would be noticed only where the text is read.</summary>
    /// <exception cref="InvalidOperationException">There is such a text.</exception>
    private static bool HasWholeTexts(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        while (json.Read())
        {
            if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                _ = json.GetString();
            }
        }

        return true;
    }

    private static bool Flag(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out bool flag) && flag;

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
