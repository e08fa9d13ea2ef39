namespace Keepalive.Aws.Network;

/// <summary>
/// A service and its names in the endpoint settings.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html
/// </summary>
internal sealed class AwsService
{
    public static readonly AwsService SsoOidc = new("IAM Identity Center (OIDC)", "SSO_OIDC");
    public static readonly AwsService SsoPortal = new("IAM Identity Center (portal)", "SSO");
    public static readonly AwsService SignIn = new("AWS Sign-In", "SIGNIN");
    public static readonly AwsService Sts = new("AWS STS", "STS");

    /// <summary>Only the doctor calls it.</summary>
    public static readonly AwsService BedrockRuntime = new("Amazon Bedrock", "BEDROCK_RUNTIME");

    private AwsService(string displayName, string key)
    {
        DisplayName = displayName;
        FileKey = key.ToLowerInvariant();
        EndpointVariable = $"AWS_ENDPOINT_URL_{key}";
    }

    /// <summary>The name for people.</summary>
    public string DisplayName { get; }

    /// <summary>Its key in a <c>[services x]</c> section.</summary>
    public string FileKey { get; }

    /// <summary>Its variable.</summary>
    public string EndpointVariable { get; }

    public override string ToString() => DisplayName;
}
