using Amazon.Runtime;

namespace Keepalive.Network;

/// <summary>Gives the SDK our client; its lifetime is ours.</summary>
internal sealed class SdkHttpClientFactory(AwsHttp http) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http.Client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
