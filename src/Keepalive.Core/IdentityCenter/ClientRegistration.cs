namespace Keepalive.IdentityCenter;

/// <summary>This machine as a client of IAM Identity Center (RFC 7591, RegisterClient).</summary>
/// <param name="ClientId">The id.</param>
/// <param name="ClientSecret">The secret.</param>
/// <param name="Expires">Its end, UTC.</param>
internal sealed record ClientRegistration(string ClientId, string ClientSecret, DateTimeOffset Expires)
{
    /// <summary>Where the service wants the browser to go; null when it did not say.</summary>
    public Uri? AuthorizationEndpoint { get; init; }

    /// <summary>The id alone.</summary>
    public override string ToString() => ClientId;
}
