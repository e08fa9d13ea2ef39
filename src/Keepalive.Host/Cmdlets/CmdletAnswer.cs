using System.Security.Cryptography;
using System.Text.Json;

namespace Keepalive.Host.Cmdlets;

/// <summary>The module's answer to a question. It may hold a secret, so it is read where it is needed, and zeroed.</summary>
internal sealed class CmdletAnswer : IDisposable
{
    private readonly byte[] _line;

    public CmdletAnswer(ReadOnlySpan<byte> line)
    {
        _line = GC.AllocateUninitializedArray<byte>(line.Length, pinned: true);
        line.CopyTo(_line);
    }

    public bool Flag(string name)
    {
        Utf8JsonReader json = new(_line);
        return Find(ref json, name) && json.TokenType == JsonTokenType.True;
    }

    /// <summary>A text that is not secret.</summary>
    public string? Text(string name)
    {
        Utf8JsonReader json = new(_line);
        return Find(ref json, name) && json.TokenType == JsonTokenType.String ? json.GetString() : null;
    }

    public Secret? Secret(string name)
    {
        Utf8JsonReader json = new(_line);
        if (!Find(ref json, name) || json.TokenType != JsonTokenType.String)
        {
            return null;
        }

        byte[] value = GC.AllocateUninitializedArray<byte>(json.ValueSpan.Length, pinned: true);
        try
        {
            return Keepalive.Text.Secret.FromUtf8(value.AsSpan(0, json.CopyString(value)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_line);

    /// <summary>An answer that can't be read is none.</summary>
    private static bool Find(ref Utf8JsonReader json, string name)
    {
        try
        {
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(name))
                {
                    return json.Read();
                }
            }
        }
        catch (JsonException)
        {
            // See above.
        }

        return false;
    }
}
