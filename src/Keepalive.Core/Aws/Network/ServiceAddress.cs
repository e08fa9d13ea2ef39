using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SSO;
using Amazon.SSO.Model;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Keepalive.Aws.Network;

/// <summary>The address at which a service will be called, by the SDK's own rules. Uses no network.</summary>
internal static class ServiceAddress
{
    /// <exception cref="KeepaliveException">EndpointInvalid: the region makes no host name.</exception>
    public static Uri Of(AwsService service, ServiceEndpoint endpoint)
    {
        if (endpoint.Override is { } configured)
        {
            return configured.Url;
        }

        try
        {
            return service == AwsService.SsoOidc ? Resolve(endpoint, new AmazonSSOOIDCConfig(), new CreateTokenRequest())
                : service == AwsService.SsoPortal ? Resolve(endpoint, new AmazonSSOConfig(), new GetRoleCredentialsRequest())
                : service == AwsService.Sts ? Resolve(endpoint, new AmazonSecurityTokenServiceConfig(), new GetCallerIdentityRequest())
                : Bedrock(endpoint);
        }
        catch (Exception exception) when (exception is AmazonClientException or UriFormatException or ArgumentException)
        {
            throw KeepaliveErrors.EndpointInvalid($"region '{endpoint.Region}'", "it can't be part of a host name");
        }
    }

    /// <summary>There is no client of Bedrock here. Claude Code takes the plain host, and a partition's domain is the same for all services.</summary>
    private static Uri Bedrock(ServiceEndpoint endpoint)
    {
        Uri sts = Resolve(endpoint with { Variants = default }, new AmazonSecurityTokenServiceConfig(), new GetCallerIdentityRequest());
        return new UriBuilder(sts) { Host = $"bedrock-runtime{sts.Host["sts".Length..]}" }.Uri;
    }

    private static Uri Resolve<TConfig>(ServiceEndpoint endpoint, TConfig config, AmazonWebServiceRequest request)
        where TConfig : ClientConfig
    {
        var nowhere = new NetworkSettings(new ProxySettings(null, null, null), null, null, null, NetworkSettings.UsualConnectTimeout, NetworkSettings.UsualCallTimeout);
        using var http = new AwsHttp(nowhere);
        return new Uri(ClientConfigurations.Apply(config, endpoint, http).DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request)).URL);
    }
}
