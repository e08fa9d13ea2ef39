namespace Keepalive.IdentityCenter;

/// <summary>
/// The start URL of an AWS access portal as people and tools write it: with the fragment that the console shows (<c>/start#/</c>), with that fragment
/// escaped by npm's ini writer (<c>/start\#/</c>), in quotes, without scheme, or of another product altogether.
/// </summary>
internal static class PortalUrl
{
    private static readonly (string Host, string Product)[] s_others =
    [
        ("signin.aws.amazon.com", "the AWS console"),
        ("console.aws.amazon.com", "the AWS console"),
        ("signin.amazonaws-us-gov.com", "the AWS console"),
        ("console.amazonaws-us-gov.com", "the AWS console"),
        ("okta.com", "Okta"),
        ("oktapreview.com", "Okta"),
        ("okta-emea.com", "Okta"),
        ("okta-gov.com", "Okta"),
        ("microsoft.com", "Microsoft Entra"),
        ("microsoftonline.com", "Microsoft Entra"),
        ("windowsazure.com", "Microsoft Entra"),
        ("google.com", "Google"),
        ("onelogin.com", "OneLogin"),
        ("pingone.com", "PingOne"),
        ("pingidentity.com", "Ping Identity"),
        ("jumpcloud.com", "JumpCloud"),
        ("duosecurity.com", "Duo"),
        ("auth0.com", "Auth0"),
    ];

    /// <summary>The URL that is sent to the service. A correct URL is not changed, because the service accepts all its forms.</summary>
    /// <param name="written">The value of <c>sso_start_url</c>, without quotes.</param>
    public static string Mend(string written)
    {
        string url = written.Contains('\\', StringComparison.Ordinal) ? written.Replace("\\#", "#", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal) : written;
        return !url.Contains("://", StringComparison.Ordinal) && url.AsSpan().TrimStart('/').IndexOf('.') > 0 ? "https://" + url.TrimStart('/') : url;
    }

    /// <summary>Why it can't be the address of a portal, as the end of a sentence; null when it may be one.</summary>
    /// <param name="url">The corrected URL.</param>
    public static string? FindFault(string url)
    {
        int start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3)
        {
            return "is not a web address";
        }

        if (UserLength(url, start) > 0)
        {
            return "contains a user name or a password";
        }

        ReadOnlySpan<char> authority = url.AsSpan(start);
        int end = authority.IndexOfAny("/?#:");
        ReadOnlySpan<char> host = end < 0 ? authority : authority[..end];
        foreach ((string other, string product) in s_others)
        {
            if (host.EndsWith(other, StringComparison.OrdinalIgnoreCase) && (host.Length == other.Length || host[^(other.Length + 1)] == '.'))
            {
                return $"is an address of {product}, not of an AWS access portal (https://NAME.awsapps.com/start)";
            }
        }

        return null;
    }

    /// <summary>The URL for a message: what stands before the host may be a password.</summary>
    /// <param name="written">The value of <c>sso_start_url</c>.</param>
    public static string Shown(string written)
    {
        int start = written.IndexOf("://", StringComparison.Ordinal);
        start = start < 0 ? 0 : start + 3;
        return UserLength(written, start) is > 0 and int length ? string.Concat(written.AsSpan(0, start), SecretShapes.Mark, "@", written.AsSpan(start + length)) : written;
    }

    /// <summary>
    /// User information ends with an "@" (RFC 3986, 3.2.1). The address of a portal has none elsewhere, so the last one counts: a password with a slash or a
    /// hash, which has to be escaped and often is not, is a password too.
    /// </summary>
    private static int UserLength(string url, int start) => url.AsSpan(start).LastIndexOf('@') + 1;
}
