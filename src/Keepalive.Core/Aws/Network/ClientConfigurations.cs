using Amazon;
using Amazon.Runtime;
using Amazon.SSO;
using Amazon.SSOOIDC;
using Amazon.SecurityToken;
using Keepalive.Aws.AccessKeys;

namespace Keepalive.Aws.Network;

/// <summary>
/// The SDK's clients with everything decided here. A property that is not set would be looked up in AWS_PROFILE's files, in the
/// environment or at the metadata service; so all of those are set, and a test keeps watch.
/// </summary>
internal static class ClientConfigurations
{
    /// <summary>A client for signing in; its operations are unsigned.</summary>
    public static AmazonSSOOIDCClient SsoOidc(ServiceEndpoint endpoint, AwsHttp http) =>
        new(new AnonymousAWSCredentials(), Apply(new AmazonSSOOIDCConfig(), endpoint, http));

    /// <summary>A client of the portal; its operations carry the access token and no signature.</summary>
    public static AmazonSSOClient SsoPortal(ServiceEndpoint endpoint, AwsHttp http) =>
        new(new AnonymousAWSCredentials(), Apply(new AmazonSSOConfig(), endpoint, http));

    /// <summary>A client whose operations are signed by a credential; without one they are unsigned.</summary>
    public static AmazonSecurityTokenServiceClient Sts(AwsCredential? credential, ServiceEndpoint endpoint, AwsHttp http) => new(
        credential is null ? new AnonymousAWSCredentials()
            : credential.SessionToken is { } token ? new SessionAWSCredentials(credential.AccessKeyId, credential.SecretAccessKey, token)
            : new BasicAWSCredentials(credential.AccessKeyId, credential.SecretAccessKey),
        Apply(new AmazonSecurityTokenServiceConfig(), endpoint, http));

    /// <summary>Decides everything in a configuration of any client.</summary>
    /// <param name="config">A new configuration.</param>
    /// <param name="endpoint">Where the service is.</param>
    /// <param name="http">The way out.</param>
    public static TConfig Apply<TConfig>(TConfig config, ServiceEndpoint endpoint, AwsHttp http)
        where TConfig : ClientConfig
    {
        // Client-side monitoring looks itself up in the profile when the first client is made; it swallows what goes wrong there.
        AWSConfigs.CSMConfig.CSMEnabled = false;
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.IgnoreConfiguredEndpointUrls = true;
        if (endpoint.Override is { } configured)
        {
            config.ServiceURL = configured.Url.AbsoluteUri;
            config.AuthenticationRegion = endpoint.Region;

            // The rules of the SDK refuse a variant of an explicit endpoint.
            config.UseFIPSEndpoint = false;
            config.UseDualstackEndpoint = false;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(endpoint.Region);
            config.UseFIPSEndpoint = endpoint.Variants.Fips;
            config.UseDualstackEndpoint = endpoint.Variants.DualStack;
        }

        config.HttpClientFactory = new SdkHttpClientFactory(http);

        // Ours: RetryPolicy. The second one repeats, ten times by default, whatever ended in an IOException, sent or not.
        config.MaxErrorRetry = 0;
        config.MaxStaleConnectionRetries = 0;
        config.RetryMode = RequestRetryMode.Standard;
        config.ThrottleRetries = false;

        // FaultHandler has the limits; these only keep the SDK from having others.
        config.Timeout = http.Settings.CallTimeout;
        config.ConnectTimeout = http.Settings.ConnectTimeout;
        config.AllowAutoRedirect = false;

        config.AccountIdEndpointMode = AccountIdEndpointMode.DISABLED;
        config.AuthSchemePreference = [];
        config.SigV4aSigningRegionSet = [];
        config.ClientAppId = string.Empty;
        config.DisableClockSkewCorrection = false;
        config.DisableRequestCompression = true;
        config.RequestMinCompressionSizeBytes = 0;
        config.EndpointDiscoveryEnabled = false;
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        config.AWSTokenProvider = null;

        // Its log listeners would get requests with tokens in them.
        config.DisableLogging = true;
        config.LogResponse = false;
        return config;
    }
}

/// <summary>Gives the SDK our client; its lifetime is ours.</summary>
internal sealed class SdkHttpClientFactory(AwsHttp http) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http.Client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
