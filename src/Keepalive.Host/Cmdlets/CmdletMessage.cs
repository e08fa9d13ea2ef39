using System.Security.Cryptography;
using System.Text.Json;

namespace Keepalive.Host.Cmdlets;

/// <summary>One message to the module: a line of JSON in ASCII, whatever the shell's encoding is. It may hold a credential, so its bytes are zeroed.</summary>
internal sealed class CmdletMessage : IDisposable
{
    private readonly CmdletChannel _channel;
    private readonly MemoryStream _bytes = new();
    private readonly Utf8JsonWriter _json;

    public CmdletMessage(CmdletChannel channel, string kind)
    {
        _channel = channel;
        _json = new Utf8JsonWriter(_bytes);
        _json.WriteStartObject();
        _json.WriteString("kind", kind);
    }

    /// <summary>A text that is ours, or a key that must arrive as it is.</summary>
    public void Text(string name, string? value) => _json.WriteString(name, value);

    public void Secret(string name, Secret value) => _json.WriteString(name, value.Utf8);

    /// <summary>A text of anybody, as a terminal may get it.</summary>
    public void Line(string name, string? value) => _json.WriteString(name, VisibleText.Line(value));

    public void Flag(string name, bool value) => _json.WriteBoolean(name, value);

    /// <summary>A whole number; null is left out.</summary>
    public void Number(string name, int? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
    }

    public void Fraction(string name, double value) => _json.WriteNumber(name, value);

    /// <summary>An instant; null is left out.</summary>
    public void Time(string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            _json.WriteString(name, time);
        }
    }

    /// <summary>A duration; null is left out.</summary>
    public void Span(string name, TimeSpan? value)
    {
        if (value is { } time)
        {
            _json.WriteString(name, time.ToString("c"));
        }
    }

    public void Lines(string name, IEnumerable<string> values)
    {
        List(name);
        foreach (string value in values)
        {
            _json.WriteStringValue(VisibleText.Line(value));
        }

        _json.WriteEndArray();
    }

    /// <summary>Begins an object, which <see cref="End"/> ends.</summary>
    public void Object(string name) => _json.WriteStartObject(name);

    /// <summary>Begins an object of a list, which <see cref="End"/> ends.</summary>
    public void Item() => _json.WriteStartObject();

    public void End() => _json.WriteEndObject();

    /// <summary>Begins a list, which <see cref="EndList"/> ends.</summary>
    public void List(string name) => _json.WriteStartArray(name);

    public void EndList() => _json.WriteEndArray();

    public void Send()
    {
        _json.WriteEndObject();
        _json.Flush();
        _bytes.WriteByte((byte)'\n');
        Span<byte> line = _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
        try
        {
            _channel.Send(line);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(line);
            Dispose();
        }
    }

    /// <summary>Releases the buffer of the message after it was sent.</summary>
    public void Dispose()
    {
        _json.Dispose();
        _bytes.Dispose();
    }
}
