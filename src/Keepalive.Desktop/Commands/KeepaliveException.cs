namespace Keepalive.Commands;

/// <summary>A condition that Keepalive knows by name; about_KeepaliveErrors lists all. Holds no secret.</summary>
public sealed class KeepaliveException : Exception
{
    internal KeepaliveException(string code, string message, string? advice, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Advice = advice ?? string.Empty;
    }

    /// <summary>The name: stable for ever, holds no data.</summary>
    public string Code { get; }

    /// <summary>The next step.</summary>
    public string Advice { get; }
}
