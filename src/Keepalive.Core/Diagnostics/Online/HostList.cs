using System.Globalization;
using System.Text;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Online;

/// <summary>The hosts for the network administrators: those of this configuration, with its regions.</summary>
internal static class HostList
{
    private const string ForPage = "sign-in page, in the browser";

    /// <summary>
    /// What the sign-in page loads, as AWS lists it for the commercial regions; other partitions have lists of their own.
    /// Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/enable-identity-center.html
    /// </summary>
    private static readonly CompositeFormat[] s_pages =
    [
        .. new[]
        {
            "{0}.signin.aws", "{0}.signin.aws.amazon.com", "signin.aws.amazon.com", "*.sso.{0}.amazonaws.com", "*.sso-portal.{0}.amazonaws.com", "*.sso.amazonaws.com",
            "*.awsstatic.com", "*.cloudfront.net", "*.console.aws.a2z.com", "*.aws.dev", "opfcaptcha-prod.s3.amazonaws.com",
        }.Select(CompositeFormat.Parse),
    ];

    private static readonly string[] s_otherPartitions = ["cn-", "us-gov-", "us-iso", "eu-iso", "eusc-"];

    public static IReadOnlyList<HostToAllow> Of(DiagnosticContext context, IReadOnlyList<EndpointReport> endpoints)
    {
        string? region = context.SignIn?.Session?.Region;
        return
        [
            .. endpoints.Where(endpoint => endpoint.Url is not null)
                .Select(endpoint => new HostToAllow(endpoint.Place, Purpose(endpoint.Service)))
                .DistinctBy(host => host.Host),
            .. region is not null && !s_otherPartitions.Any(partition => region.StartsWith(partition, StringComparison.Ordinal))
                ? s_pages.Select(page => new HostToAllow(string.Format(CultureInfo.InvariantCulture, page, region), ForPage))
                : [],
        ];
    }

    private static string Purpose(string service) => service switch
    {
        OnlineEndpoint.StartUrl => ForPage,
        "oidc" => "sign-in and renewal",
        OnlineEndpoint.SignIn => "sign-in with aws login and its renewal, sign-in page",
        "portal" => "role credentials",
        "sts" => "key verification",
        _ => "the models",
    };
}
