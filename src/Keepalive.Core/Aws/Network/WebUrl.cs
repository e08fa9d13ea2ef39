namespace Keepalive.Aws.Network;

/// <summary>
/// Reads an address that a person, a file or a service gives. .NET takes hosts that are no names of the network (half a surrogate pair, a
/// character that no name may hold), and throws only when it is asked for the name.
/// </summary>
internal static class WebUrl
{
    /// <summary>The address; null when it is none, or has no host.</summary>
    public static Uri? Read(string? text) => Uri.TryCreate(text?.Trim(), UriKind.Absolute, out Uri? url) && HasHost(url) ? url : null;

    /// <summary>It has a host that can be asked for.</summary>
    public static bool HasHost(Uri url)
    {
        try
        {
            return url.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }
}
