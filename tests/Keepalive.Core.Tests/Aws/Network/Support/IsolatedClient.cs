using System.Runtime.ExceptionServices;
using System.Xml;
using Amazon.Runtime;
using Amazon.SSO;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;

namespace Keepalive.Core.Tests.Aws.Network.Support;

/// <summary>What <see cref="SdkReadsNothingTests"/> runs in a context of its own; gives back what went wrong.</summary>
public static class IsolatedClient
{
    public static string? CallWithOurConfiguration(string config, string credentials, int port) => Call(config, credentials, () =>
    {
        var environment = new SystemEnvironment(_ => null, isWindows: false);
        using var http = new AwsHttp(NetworkSettings.Read(environment, null));
        var endpoint = new ServiceEndpoint("us-east-1", default, EndpointOverride.Check($"http://127.0.0.1:{port}", "the test"));
        using AmazonSSOOIDCClient client = ClientConfigurations.SsoOidc(endpoint, http);
        client.CreateTokenAsync(Request).GetAwaiter().GetResult();
        using AmazonSSOClient portal = ClientConfigurations.SsoPortal(endpoint, http);
        var credential = new AwsCredential("AKIAEXAMPLE", "secret", null, null, new CredentialOrigin(CredentialSourceKind.Environment, "the test"), null);
        using AmazonSecurityTokenServiceClient sts = ClientConfigurations.Sts(credential, endpoint, http);
        try
        {
            sts.GetCallerIdentityAsync(new GetCallerIdentityRequest()).GetAwaiter().GetResult();
        }
        catch (XmlException)
        {
            // The listener speaks JSON.
        }
    });

    public static string? CallWithTheSdksConfiguration(string config, string credentials, int port) => Call(config, credentials, () =>
    {
        using var client = new AmazonSSOOIDCClient(
            new AnonymousAWSCredentials(), new AmazonSSOOIDCConfig { ServiceURL = $"http://127.0.0.1:{port}" });
        client.CreateTokenAsync(Request).GetAwaiter().GetResult();
    });

    private static CreateTokenRequest Request => new() { ClientId = "c", ClientSecret = "s", GrantType = "refresh_token", RefreshToken = "r" };

    /// <summary>
    /// The SDK asks the process's own variables, so they are set for the moment; nothing else in this suite asks for them. It swallows
    /// some of its failures, so they are counted when they are thrown.
    /// </summary>
    private static string? Call(string config, string credentials, Action call)
    {
        string? attempt = null;
        string folder = Path.GetDirectoryName(config)!;
        void Watch(object? sender, FirstChanceExceptionEventArgs thrown)
        {
            if (thrown.Exception is IOException && thrown.Exception.Message.Contains(folder, StringComparison.Ordinal))
            {
                attempt ??= Environment.StackTrace;
            }
        }

        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", config);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", credentials);
        AppDomain.CurrentDomain.FirstChanceException += Watch;
        try
        {
            call();
        }
        catch (Exception exception)
        {
            attempt ??= exception.ToString();
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Watch;
            Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", null);
            Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", null);
        }

        return attempt;
    }
}
