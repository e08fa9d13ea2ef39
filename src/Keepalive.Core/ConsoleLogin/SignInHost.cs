using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;

namespace Keepalive.ConsoleLogin;

/// <summary>
/// The address of the sign-in service in a region: no client of the SDK knows it. Source: the endpoint rules of its service model (service id Signin).
/// </summary>
internal static class SignInHost
{
    /// <summary>The partitions, by the beginning of their regions' names; the first that fits counts.</summary>
    private static readonly (string Regions, string Domain, string DualStack, string? Plain)[] s_partitions =
    [
        ("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", ".signin.amazonaws.cn"),
        ("us-gov-", "amazonaws.com", "api.aws", ".signin.amazonaws-us-gov.com"),
        ("us-isob-", "sc2s.sgov.gov", "api.aws.scloud", null),
        ("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov", null),
        ("us-iso-", "c2s.ic.gov", "api.aws.ic.gov", null),
        ("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", null),
        ("eusc-", "amazonaws.eu", "api.amazonwebservices.eu", null),
        (string.Empty, "amazonaws.com", "api.aws", ".signin.aws.amazon.com"),
    ];

    /// <summary>The base address, without a slash at its end.</summary>
    /// <exception cref="KeepaliveException">EndpointInvalid.</exception>
    public static string Of(SystemEnvironment environment, AwsProfile? profile, string region)
    {
        ServiceEndpoint endpoint = ServiceEndpoint.Find(environment, profile, AwsService.SignIn, region);
        if (endpoint.Override is { } configured)
        {
            return configured.Url.AbsoluteUri.TrimEnd('/');
        }

        (_, string domain, string dualStack, string? plain) = Array.Find(s_partitions, partition => region.StartsWith(partition.Regions, StringComparison.Ordinal));
        return endpoint.Variants switch
        {
            { Fips: true, DualStack: true } => $"https://signin-fips.{region}.{dualStack}",
            { Fips: true } => $"https://signin-fips.{region}.{domain}",
            { DualStack: true } => $"https://signin.{region}.{dualStack}",
            _ => plain is null ? $"https://signin.{region}.{domain}" : $"https://{region}{plain}",
        };
    }
}
