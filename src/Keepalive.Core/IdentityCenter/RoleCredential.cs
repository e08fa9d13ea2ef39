namespace Keepalive.IdentityCenter;

/// <summary>The answer of the portal for a role.</summary>
internal sealed record RoleCredential(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expires)
{
    /// <summary>The end, never a key.</summary>
    public override string ToString() => $"until {Timestamp.Format(Expires)}";
}
