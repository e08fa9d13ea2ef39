using Keepalive.Profiles;

namespace Keepalive.Network;

/// <summary>Which variant of an AWS host is asked for. The SDK builds the host; an explicit endpoint has no variants.</summary>
/// <param name="Fips">A host with validated cryptography.</param>
/// <param name="DualStack">A host that also has IPv6.</param>
internal readonly record struct EndpointVariants(bool Fips, bool DualStack)
{
    public static EndpointVariants Read(SystemEnvironment environment, AwsProfile? profile) => new(
        AwsSetting.IsOn(environment, profile, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
        AwsSetting.IsOn(environment, profile, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"));
}
