using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Keepalive.Commands;

/// <summary>The request to the companion: what was given to a cmdlet, by the names of its parameters.</summary>
internal sealed class CmdletParameters
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Sets a value, or removes it.</summary>
    public object? this[string name]
    {
        set
        {
            if (value is null)
            {
                _ = _values.Remove(name);
            }
            else
            {
                _values[name] = value;
            }
        }
    }

    /// <summary>The bound parameters that are the cmdlet's own. They never contain a secret: a cmdlet removes each parameter that may be one.</summary>
    public static CmdletParameters Of(PSCmdlet cmdlet)
    {
        var parameters = new CmdletParameters();
        foreach (KeyValuePair<string, object> pair in cmdlet.MyInvocation.BoundParameters)
        {
            if (cmdlet.GetType().GetProperty(pair.Key) is { } property && property.DeclaringType == cmdlet.GetType())
            {
                parameters[pair.Key] = property.GetValue(cmdlet);
            }
        }

        return parameters;
    }

    /// <summary>The line of JSON.</summary>
    /// <param name="cmdlet">The cmdlet's name.</param>
    /// <param name="more">Members beside the parameters; null is left out.</param>
    public string ToRequest(string cmdlet, IEnumerable<KeyValuePair<string, object?>> more)
    {
        var json = new StringBuilder();
        json.Append("{\"protocol\":").Append(CompanionConversation.Protocol);
        foreach ((string name, object? value) in more.Concat([new("cmdlet", cmdlet), new("parameters", _values)]))
        {
            if (value is not null)
            {
                json.Append(',');
                JsonText.Append(json, name);
                json.Append(':');
                Append(json, value);
            }
        }

        return json.Append('}').ToString();
    }

    private static void Append(StringBuilder json, object value)
    {
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case SwitchParameter given:
                json.Append(given.IsPresent ? "true" : "false");
                break;
            case bool flag:
                json.Append(flag ? "true" : "false");
                break;
            case TimeSpan time:
                JsonText.Append(json, time.ToString("c"));
                break;
            case IDictionary<string, object?> members:
                AppendMembers(json, members.Select(static pair => (pair.Key, pair.Value)));
                break;
            case IDictionary table:
                AppendMembers(json, table.Cast<DictionaryEntry>().Select(static entry => (Text(entry.Key), (object?)Text(entry.Value))));
                break;
            case object and not string and IEnumerable list:
                AppendList(json, list);
                break;
            case var other:
                JsonText.Append(json, Text(other));
                break;
        }
    }

    private static void AppendMembers(StringBuilder json, IEnumerable<(string Name, object? Value)> members)
    {
        json.Append('{');
        int before = json.Length;
        foreach ((string name, object? value) in members)
        {
            json.Append(json.Length > before ? "," : string.Empty);
            JsonText.Append(json, name);
            json.Append(':');
            Append(json, value ?? string.Empty);
        }

        json.Append('}');
    }

    private static void AppendList(StringBuilder json, IEnumerable list)
    {
        json.Append('[');
        int before = json.Length;
        foreach (object? item in list)
        {
            json.Append(json.Length > before ? "," : string.Empty);
            JsonText.Append(json, Text(item));
        }

        json.Append(']');
    }

    private static string Text(object? value) => Convert.ToString(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture) ?? string.Empty;
}
