namespace Keepalive.Aws.Network;

/// <summary>Which hosts are AWS's own, told by their names.</summary>
internal static class AmazonHosts
{
    /// <summary>
    /// Domains whose certificates Amazon's own authority issues. The partitions of China and of the European Sovereign Cloud have
    /// others, of which nothing is assumed.
    /// </summary>
    private static readonly string[] s_certified = [".amazonaws.com", ".api.aws", ".awsapps.com", ".app.aws"];

    private static readonly string[] s_other =
        [".amazonaws.com.cn", ".awsapps.cn", ".amazonaws.eu", ".amazonwebservices.com.cn", ".amazonwebservices.eu", ".aws.amazon.com", ".signin.aws", ".amazonaws.cn", ".amazonaws-us-gov.com"];

    public static bool IsOwn(string host) => IsBelow(host, s_certified) || IsBelow(host, s_other);

    public static bool IsCertifiedByAmazon(string host) => IsBelow(host, s_certified);

    private static bool IsBelow(string host, string[] domains) => Array.Exists(domains, domain => host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
}
