using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SSO;
using Amazon.SSO.Model;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Keepalive.Aws.Network;
using Keepalive.Core.Tests.Aws.Network.Support;

namespace Keepalive.Core.Tests.Aws.Network;

/// <summary>The hosts that the SDK builds, against the table that botocore gave.</summary>
public sealed class EndpointTableTests : IDisposable
{
    private readonly NetworkHome _home = new();

    public static TheoryData<string, string, string> Regions => new()
    {
        { "us-east-1", "amazonaws.com", "api.aws" },
        { "eu-central-1", "amazonaws.com", "api.aws" },
        { "ap-southeast-2", "amazonaws.com", "api.aws" },
        { "mx-central-1", "amazonaws.com", "api.aws" },
        { "cn-north-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn" },
        { "us-gov-west-1", "amazonaws.com", "api.aws" },
        { "eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu" },
        { "xx-unknown-9", "amazonaws.com", "api.aws" },
    };

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Regions))]
    public void The_SDK_resolves_the_table(string region, string dns, string dualStack)
    {
        // us-gov serves FIPS on its plain hosts.
        string fips = region.StartsWith("us-gov", StringComparison.Ordinal) ? string.Empty : "-fips";
        foreach ((bool isFips, bool isDual, string infix, string suffix) in new[]
        {
            (false, false, string.Empty, dns), (true, false, fips, dns), (false, true, string.Empty, dualStack), (true, true, "-fips", dualStack),
        })
        {
            var endpoint = new ServiceEndpoint(region, new EndpointVariants(isFips, isDual), Override: null);

            Assert.Equal($"https://oidc{infix}.{region}.{suffix}", Resolve(endpoint, new AmazonSSOOIDCConfig(), new CreateTokenRequest()));
            Assert.Equal($"https://portal.sso{infix}.{region}.{suffix}", Resolve(endpoint, new AmazonSSOConfig(), new GetRoleCredentialsRequest()));
            Assert.Equal($"https://sts{infix}.{region}.{suffix}", Resolve(endpoint, new AmazonSecurityTokenServiceConfig(), new GetCallerIdentityRequest()));
        }
    }

    [Fact]
    public void An_override_is_taken_as_it_is_also_where_a_variant_is_asked_for()
    {
        var endpoint = new ServiceEndpoint("us-east-1", new EndpointVariants(true, true), EndpointOverride.Check("http://127.0.0.1:1/prefix", "the test"));

        Assert.Equal("http://127.0.0.1:1/prefix", Resolve(endpoint, new AmazonSSOConfig(), new GetRoleCredentialsRequest()));
    }

    private string Resolve(ServiceEndpoint endpoint, ClientConfig config, AmazonWebServiceRequest request) =>
        ClientConfigurations.Apply(config, endpoint, _home.Http())
            .DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request)).URL.TrimEnd('/');
}
