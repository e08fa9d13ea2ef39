using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;

namespace Keepalive.Aws.SecurityTokens;

/// <summary>Where AWS STS is called for a profile.</summary>
internal static class StsRegion
{
    private const string Global = "aws-global";
    private const string SigningRegion = "us-east-1";

    /// <summary>
    /// The regions whose requests go to the global host with <c>sts_regional_endpoints = legacy</c>. The list is closed.
    /// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html
    /// </summary>
    private static readonly string[] s_legacy =
    [
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", Global, "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2",
        "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    /// <summary>The region for a role.</summary>
    public static string Of(SystemEnvironment environment, AwsProfile role, AwsProfile inUse) =>
        RoleSettings.Value(role, "region") ?? RoleSettings.Value(inUse, "region") ?? environment.Get("AWS_REGION") ?? environment.Get("AWS_DEFAULT_REGION") ?? SigningRegion;

    /// <summary>The endpoint for a role: the region of the role's own profile, otherwise of the profile in use, otherwise of the environment.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="role">The profile of the role.</param>
    /// <param name="inUse">The profile in use; its endpoints count.</param>
    /// <exception cref="KeepaliveException">EndpointInvalid.</exception>
    public static ServiceEndpoint EndpointFor(SystemEnvironment environment, AwsProfile role, AwsProfile inUse)
    {
        string region = Of(environment, role, inUse);
        bool isGlobal = region == Global || (IsLegacy(environment, inUse) && s_legacy.Contains(region, StringComparer.Ordinal));
        ServiceEndpoint endpoint = ServiceEndpoint.Find(environment, inUse, AwsService.Sts, region == Global ? SigningRegion : region);

        // The global host has no variants, and a configured endpoint is used as it is.
        return isGlobal && endpoint is { Override: null, Variants: { Fips: false, DualStack: false } }
            ? endpoint with { Region = SigningRegion, Override = new EndpointOverride(new Uri("https://sts.amazonaws.com"), "sts_regional_endpoints") }
            : endpoint;
    }

    private static bool IsLegacy(SystemEnvironment environment, AwsProfile profile) =>
        string.Equals(
            environment.Get("AWS_STS_REGIONAL_ENDPOINTS") ?? RoleSettings.Value(profile, "sts_regional_endpoints"), "legacy", StringComparison.OrdinalIgnoreCase);
}
