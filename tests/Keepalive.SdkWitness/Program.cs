using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Keepalive.SdkWitness;

/// <summary>Prints the kind of the profile's credentials, and whom STS sees in them.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (!new CredentialProfileStoreChain().TryGetAWSCredentials(arguments[0], out AWSCredentials credentials))
        {
            await Console.Error.WriteLineAsync("The SDK finds no such profile.");
            return 1;
        }

        using var sts = new AmazonSecurityTokenServiceClient(credentials, Amazon.RegionEndpoint.USEast1);
        GetCallerIdentityResponse caller = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        await Console.Out.WriteAsync($"{credentials.GetType().Name} {caller.Arn}");
        return 0;
    }
}
