using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Keepalive.SdkWitness;

/// <summary>
/// Prints the kind of the profile's credentials, and the caller that STS sees in them. With <c>--roles</c>: resolves a profile of the config file that it
/// finds at the path in AWS_CONFIG_FILE, each time a line comes from standard input, and answers ok or error.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["--roles", var credentialsFile, var profile])
        {
            await ResolveAsync(credentialsFile, profile);
            return 0;
        }

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

    private static async Task ResolveAsync(string credentialsFile, string profile)
    {
        while (await Console.In.ReadLineAsync() is not null)
        {
            string answer;
            try
            {
                answer = new CredentialProfileStoreChain(credentialsFile).TryGetAWSCredentials(profile, out AWSCredentials credentials)
                    && (await credentials.GetCredentialsAsync()).AccessKey is { Length: > 0 } ? "ok" : "error no credentials";
            }
#pragma warning disable CA1031 // Each error of the SDK is an answer.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                answer = $"error {exception.GetType().Name} {exception.Message.Split('\n')[0]}";
            }

            await Console.Out.WriteLineAsync(answer);
        }
    }
}
