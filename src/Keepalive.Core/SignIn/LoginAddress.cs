namespace Keepalive.SignIn;

/// <summary>The address that a browser opens for <c>aws login</c>. The service does not model it; this is what the aws CLI sends.</summary>
/// <remarks>The challenge method is <c>SHA-256</c>, not the <c>S256</c> of RFC 7636, 4.3.</remarks>
internal static class LoginAddress
{
    /// <summary>The client whose browser is on this machine.</summary>
    public const string SameDevice = "arn:aws:signin:::devtools/same-device";

    /// <summary>The client whose browser is anywhere.</summary>
    public const string OtherDevice = "arn:aws:signin:::devtools/cross-device";

    public static Uri Create(Uri endpoint, string client, Uri redirectUri, string state, PkcePair pkce)
    {
        (string Name, string Value)[] parameters =
        [
            ("response_type", "code"),
            ("client_id", client),
            ("state", state),
            ("code_challenge_method", "SHA-256"),
            ("scope", "openid"),
            ("redirect_uri", redirectUri.AbsoluteUri),
            ("code_challenge", pkce.Challenge),
        ];
        return new Uri($"{Base(endpoint)}/v1/authorize?{string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"))}");
    }

    /// <summary>The page that shows the code to paste.</summary>
    public static Uri Confirmation(Uri endpoint) => new($"{Base(endpoint)}/v1/sessions/confirmation");

    private static string Base(Uri endpoint) => endpoint.AbsoluteUri.TrimEnd('/');
}
