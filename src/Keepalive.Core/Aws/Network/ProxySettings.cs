namespace Keepalive.Aws.Network;

/// <summary>A variable that was set.</summary>
/// <param name="Value">Its value; may hold a password.</param>
/// <param name="Variable">Its name.</param>
internal sealed record ProxyVariable(string Value, string Variable)
{
    /// <summary>The name, never the value.</summary>
    public override string ToString() => Variable;
}

/// <summary>The proxy variables as they are set.</summary>
/// <param name="Https">What serves https.</param>
/// <param name="Http">What serves http.</param>
/// <param name="NoProxy">What goes without.</param>
internal sealed record ProxySettings(ProxyVariable? Https, ProxyVariable? Http, string? NoProxy)
{
    /// <summary>Lower case goes first, as in curl; ALL_PROXY serves what has no variable of its own.</summary>
    public static ProxySettings Read(SystemEnvironment environment)
    {
        ProxyVariable? all = First(environment, "all_proxy", "ALL_PROXY");
        return new(
            First(environment, "https_proxy", "HTTPS_PROXY") ?? all,
            First(environment, "http_proxy", "HTTP_PROXY") ?? all,
            First(environment, "no_proxy", "NO_PROXY")?.Value);
    }

    private static ProxyVariable? First(SystemEnvironment environment, string lower, string upper) =>
        environment.Get(lower) is { } value ? new(value, lower)
        : environment.Get(upper) is { } other ? new(other, upper)
        : null;
}
