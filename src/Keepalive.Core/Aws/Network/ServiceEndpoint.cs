using Keepalive.Aws.Profiles;

namespace Keepalive.Aws.Network;

/// <summary>Where a service is called: a region and its variants, or a configured URL.</summary>
/// <param name="Region">The region; it signs STS requests also where <see cref="Override"/> is set.</param>
/// <param name="Variants">Which host of the region; without effect on an override.</param>
/// <param name="Override">The configured URL, or null for the AWS host.</param>
internal sealed record ServiceEndpoint(string Region, EndpointVariants Variants, EndpointOverride? Override)
{
    public static ServiceEndpoint Find(SystemEnvironment environment, AwsProfile? profile, AwsService service, string region) => new(
        WireText.IsRegion(region) ? region : throw KeepaliveErrors.EndpointInvalid("a region", "a region has only letters, digits and hyphens"), EndpointVariants.Read(environment, profile), EndpointOverride.Find(environment, profile, service));
}

/// <summary>Which variant of an AWS host is asked for. The SDK builds the host; an explicit endpoint has no variants.</summary>
/// <param name="Fips">A host with validated cryptography.</param>
/// <param name="DualStack">A host that also has IPv6.</param>
internal readonly record struct EndpointVariants(bool Fips, bool DualStack)
{
    public static EndpointVariants Read(SystemEnvironment environment, AwsProfile? profile) => new(
        AwsSetting.IsOn(environment, profile, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
        AwsSetting.IsOn(environment, profile, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"));
}
