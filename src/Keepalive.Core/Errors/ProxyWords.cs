namespace Keepalive.Errors;

/// <summary>A proxy, in the words of a message. Never holds its name and password.</summary>
/// <param name="Address">Host and port.</param>
/// <param name="Scheme">The scheme that it is asked with.</param>
/// <param name="Variable">The variable that names it; null if the system's settings do.</param>
internal sealed record ProxyWords(string Address, string Scheme, string? Variable)
{
    /// <summary>Where a person changes it, for an advice.</summary>
    public string Setting => Variable ?? "the proxy in the system's network settings";

    public bool IsSocks => Scheme.StartsWith("socks", StringComparison.Ordinal);

    /// <summary>The other kind of proxy; null if nothing is to be expected from it.</summary>
    public string? OtherScheme => IsSocks ? "http" : Scheme == "http" ? "socks5" : null;

    /// <summary>The step that makes another kind of proxy of it.</summary>
    public string Become(string scheme) => Variable is null
        ? $"enter it in the system's network settings as {(scheme == "http" ? "an HTTP" : "a SOCKS")} proxy"
        : $"begin {Variable} with {scheme}:// instead of {Scheme}://";
}

/// <summary>Why a proxy opens no connection, as far as it says.</summary>
internal enum ProxyRefusal
{
    /// <summary>It wants a name and password, or others.</summary>
    Password,

    /// <summary>The network wants a sign-in in a browser (RFC 6585, 6).</summary>
    SignIn,

    /// <summary>It sends to another page.</summary>
    Redirect,

    /// <summary>It has too much to do.</summary>
    Busy,

    /// <summary>It does not understand the request, as a web server.</summary>
    NotUnderstood,

    /// <summary>It forbids the host.</summary>
    Blocked,

    /// <summary>It has tried, and has not reached the host.</summary>
    NotConnected,
}
